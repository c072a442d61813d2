namespace LeadLedger.Server.Running;

/// <summary>
/// One setting, an environment variable. This is the one list of them: what isn't here is refused at the start, and
/// <c>docs/settings.md</c> is checked against it.
/// </summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Default">What holds where it isn't set, in words.</param>
/// <param name="Meaning">What it does, in a sentence or two.</param>
public sealed record Setting(string Name, string Default, string Meaning)
{
    /// <summary>How all their names begin.</summary>
    public const string Prefix = "LEADLEDGER_";

    public const string Environment = Prefix + "ENVIRONMENT";
    public const string Url = Prefix + "URL";
    public const string Data = Prefix + "DATA";
    public const string Database = Prefix + "DATABASE";
    public const string DatabaseOwner = Prefix + "DATABASE_OWNER";
    public const string DatabaseAdmin = Prefix + "DATABASE_ADMIN";
    public const string DatabaseBi = Prefix + "DATABASE_BI";
    public const string DatabaseBiPeople = Prefix + "DATABASE_BI_PEOPLE";
    public const string BiConnections = Prefix + "BI_CONNECTIONS";
    public const string BiTransactionSeconds = Prefix + "BI_TRANSACTION_SECONDS";
    public const string MasterKeyFile = Prefix + "MASTER_KEY_FILE";
    public const string ErasuresFile = Prefix + "ERASURES_FILE";
    public const string AnchorFile = Prefix + "ANCHOR_FILE";
    public const string TokenIssuer = Prefix + "TOKEN_ISSUER";
    public const string TokenAudience = Prefix + "TOKEN_AUDIENCE";
    public const string RequestsAtOnce = Prefix + "REQUESTS_AT_ONCE";
    public const string BulksAtOnce = Prefix + "BULKS_AT_ONCE";
    public const string ExportsAtOnce = Prefix + "EXPORTS_AT_ONCE";
    public const string CheckHour = Prefix + "CHECK_HOUR";
    public const string LogLevel = Prefix + "LOG_LEVEL";
    public const string LogFormat = Prefix + "LOG_FORMAT";
    public const string PostgresBin = Prefix + "POSTGRES_BIN";
    public const string TestDatabase = Prefix + "TEST_DATABASE";
    public const string SampleData = Prefix + "SAMPLE_DATA";

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new(Environment, "`Development`, but `Production` once `LEADLEDGER_DATABASE` is set",
            "`Development` or `Production`. Development tokens, and a secrets file made by itself, exist in "
            + "Development alone."),
        new(Url, "`http://127.0.0.1:` and a port by the data folder's path, the next free one if it is taken",
            "The address to listen on. Plain HTTP: TLS ends at the proxy in front."),
        new(Data, "`.leadledger` in the checkout (or, without one, in the working directory)",
            "The data folder: the embedded PostgreSQL, secrets made for Development, the address in use, the log of "
            + "`./ledger up --detach`. One serving process each."),
        new(Database, "the embedded PostgreSQL",
            "Connection string of the service, as `leadledger_service`. A superuser is refused."),
        new(DatabaseOwner, "none",
            "Connection string for `leadledger migrate`, as `leadledger_owner`. Needed beside `LEADLEDGER_DATABASE` "
            + "to migrate, not to serve."),
        new(DatabaseAdmin, "none",
            "Connection string of a superuser, for the first `leadledger migrate` alone: it makes the roles with the "
            + "passwords in the other connection strings, and the database."),
        new(DatabaseBi, "none",
            "Connection string of `leadledger_bi`: its password for `leadledger migrate`, and what `leadledger psql` "
            + "opens."),
        new(DatabaseBiPeople, "none: nobody logs in as that role",
            "Connection string of `leadledger_bi_people`, who sees people's names too: its password for `leadledger "
            + "migrate`, and what `leadledger psql --as bi-people` opens."),
        new(BiConnections, "`20`",
            "How many connections each of the two BI roles may have at once; the embedded PostgreSQL and `leadledger "
            + "migrate` with a superuser see to it. 1 to 1000."),
        new(BiTransactionSeconds, "`900`",
            "How old a transaction of a BI role may get before the service ends its session, whatever the role has set "
            + "itself. 10 to 86400."),
        new(MasterKeyFile, "made in the data folder for the embedded PostgreSQL in Development; else it has to be set",
            "The secrets file with the master keys, the seal keys and the identity secret. "
            + "`leadledger keygen --out FILE` makes one."),
        new(ErasuresFile,
            "`$XDG_STATE_HOME/leadledger/erasures/<ledger id>.ndjson` (`~/.local/state` where that isn't set)",
            "The list of erasures outside the database, which a restore applies again (docs/erasure.md); a path may "
            + "have `{ledger}` for the ledger's id. `off` keeps none."),
        new(AnchorFile,
            "`$XDG_STATE_HOME/leadledger/anchors/<ledger id>.txt` (`~/.local/state` where that isn't set)",
            "The file outside the data folder in which signed checkpoints are kept (docs/seals.md); a path may have "
            + "`{ledger}` for the ledger's id. `off` keeps none."),
        new(TokenIssuer, "development tokens in Development; else it has to be set",
            "Address of the OIDC issuer whose tokens are accepted, instead of development tokens."),
        new(TokenAudience, "`leadledger`", "The audience that a token has to name."),
        new(RequestsAtOnce, "`512`",
            "How many requests are worked on at once; more are answered 503 `service-busy` at once. 1 to 100000."),
        new(BulksAtOnce, "`2`",
            "How many of them may be bulks. 1 to 1000."),
        new(ExportsAtOnce, "`4`",
            "How many of them may be exports; each has a connection to the database of its own. 1 to 1000."),
        new(CheckHour, "`3`",
            "The hour of the day in UTC, 0 to 23, at which one node makes the read models anew at low speed and "
            + "compares them with those in use ([read-models.md](read-models.md)); `off`: never."),
        new(LogLevel, "`Information`",
            "The least that is logged: `Trace`, `Debug`, `Information`, `Warning`, `Error`, `Critical` or `None`."),
        new(LogFormat, "`text` in Development, else `json`",
            "`text` for people, or `json`: one object a line, with event id, trace and correlation."),
        new(PostgresBin, "the newest in `/usr/lib/postgresql/*/bin`, then `PATH`",
            "The folder with the programs of the embedded PostgreSQL (`postgres`, `initdb`, `pg_ctl`)."),
        new(TestDatabase, "a private PostgreSQL for each run",
            "Tests only: connection string of a superuser on a server that is there for tests. Its `leadledger_*` "
            + "roles get passwords made from the superuser's."),
        new(SampleData, "those tests are left out",
            "Tests only: the folder of the public sample data sets that some checks import."),
    ];
}
