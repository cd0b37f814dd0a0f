using LeadSail.Contract;

namespace LeadSail.Sqlite;

public sealed class SqliteGrainStorageTests : GrainStorageContract<SqliteStore>;

public sealed class SqliteCommitTests : CommitContract<SqliteStore>;

public sealed class SqliteFaultTests : FaultContract<SqliteStore>;

public sealed class SqliteWakeupsTests : WakeupsContract<SqliteStore>;

public sealed class SqliteInboxTests : InboxContract<SqliteStore>;

public sealed class SqliteDeliveriesTests : DeliveriesContract<SqliteStore>;

public sealed class SqliteSettingsTests : SettingsContract<SqliteStore>;

public sealed class SqliteReminderTests : ReminderContract<SqliteStore>;

public sealed class SqliteStateReaderTests : StateReaderContract<SqliteStore>;

public sealed class SqliteInteractionsTests : InteractionsContract<SqliteStore>;

public sealed class SqliteDueLeadsTests : DueLeadsContract<SqliteStore>;

public sealed class SqliteLeadsTests : LeadsContract<SqliteStore>;

public sealed class SqliteKeyedRequestsTests : KeyedRequestsContract<SqliteStore>;

public sealed class SqliteImportRowsTests : ImportRowsContract<SqliteStore>;
