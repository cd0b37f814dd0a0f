using LeadSail.Contract;

namespace LeadSail.Memory;

public sealed class MemoryGrainStorageTests : GrainStorageContract<MemoryStore>;

public sealed class MemoryCommitTests : CommitContract<MemoryStore>;

public sealed class MemoryFaultTests : FaultContract<MemoryStore>;

public sealed class MemoryWakeupsTests : WakeupsContract<MemoryStore>;

public sealed class MemoryInboxTests : InboxContract<MemoryStore>;

public sealed class MemoryDeliveriesTests : DeliveriesContract<MemoryStore>;

public sealed class MemorySettingsTests : SettingsContract<MemoryStore>;

public sealed class MemoryReminderTests : ReminderContract<MemoryStore>;

public sealed class MemoryStateReaderTests : StateReaderContract<MemoryStore>;

public sealed class MemoryInteractionsTests : InteractionsContract<MemoryStore>;

public sealed class MemoryDueLeadsTests : DueLeadsContract<MemoryStore>;

public sealed class MemoryLeadsTests : LeadsContract<MemoryStore>;

public sealed class MemoryKeyedRequestsTests : KeyedRequestsContract<MemoryStore>;

public sealed class MemoryImportRowsTests : ImportRowsContract<MemoryStore>;
