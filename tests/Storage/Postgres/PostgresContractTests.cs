using LeadSail.Contract;

namespace LeadSail.Postgres;

public sealed class PostgresGrainStorageTests : GrainStorageContract<PostgresStore>;

public sealed class PostgresCommitTests : CommitContract<PostgresStore>;

public sealed class PostgresFaultTests : FaultContract<PostgresStore>;

public sealed class PostgresWakeupsTests : WakeupsContract<PostgresStore>;

public sealed class PostgresInboxTests : InboxContract<PostgresStore>;

public sealed class PostgresDeliveriesTests : DeliveriesContract<PostgresStore>;

public sealed class PostgresSettingsTests : SettingsContract<PostgresStore>;

public sealed class PostgresReminderTests : ReminderContract<PostgresStore>;

public sealed class PostgresStateReaderTests : StateReaderContract<PostgresStore>;

public sealed class PostgresInteractionsTests : InteractionsContract<PostgresStore>;

public sealed class PostgresDueLeadsTests : DueLeadsContract<PostgresStore>;

public sealed class PostgresLeadsTests : LeadsContract<PostgresStore>;

public sealed class PostgresKeyedRequestsTests : KeyedRequestsContract<PostgresStore>;

public sealed class PostgresImportRowsTests : ImportRowsContract<PostgresStore>;
