using System.Collections;
using System.Globalization;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;
using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>
/// What the program was told, read once at the start from the environment and checked: an unknown name or a value that
/// makes no sense is refused before anything runs. <see cref="Setting"/> says what each one means.
/// </summary>
public sealed record Settings
{
    /// <summary>Development tokens and self-made secrets exist here alone.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Where this node keeps what is its own; absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The address to listen on, or null for the one that belongs to the data folder.</summary>
    public Uri? Url { get; init; }

    /// <summary>The service's connection string, or null for the embedded PostgreSQL.</summary>
    public string? Database { get; init; }

    /// <summary>The connection string of migrations.</summary>
    public string? DatabaseOwner { get; init; }

    /// <summary>A superuser's connection string, for the first migration.</summary>
    public string? DatabaseAdmin { get; init; }

    /// <summary>The connection string of whoever reads <c>bi_v1</c>.</summary>
    public string? DatabaseBi { get; init; }

    /// <summary>The connection string of whoever reads people's names beside it.</summary>
    public string? DatabaseBiPeople { get; init; }

    /// <summary>How many connections each of the BI roles may have at once.</summary>
    public int BiConnections { get; init; } = DatabaseRoles.BiConnections;

    /// <summary>How old a transaction of a BI role may get.</summary>
    public TimeSpan BiTransaction { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The secrets file, if one was named.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>
    /// The list of erasures outside the database, with <c>{ledger}</c> where the ledger's id is to stand; null: none.
    /// </summary>
    public string? ErasuresFile { get; init; }

    /// <summary>
    /// The file of anchored checkpoints, with <c>{ledger}</c> where the ledger's id is to stand; null: none.
    /// </summary>
    public string? AnchorFile { get; init; }

    /// <summary>The OIDC issuer, if one was named.</summary>
    public Uri? TokenIssuer { get; init; }

    /// <summary>The audience that a token has to name.</summary>
    public string TokenAudience { get; init; } = "leadledger";

    /// <summary>How many requests are worked on at once.</summary>
    public int RequestsAtOnce { get; init; } = 512;

    /// <summary>How many of them may be bulks.</summary>
    public int BulksAtOnce { get; init; } = 2;

    /// <summary>How many of them may be exports.</summary>
    public int ExportsAtOnce { get; init; } = 4;

    /// <summary>The hour in UTC at which the read models are checked; null: never.</summary>
    public int? CheckHour { get; init; }

    /// <summary>The least that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How a line of the log is written; null: by the environment.</summary>
    public LogFormat? LogFormat { get; init; }

    /// <summary>Where metrics and spans go.</summary>
    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.None;

    /// <summary>The folder of PostgreSQL's programs, if one was named.</summary>
    public string? PostgresBin { get; init; }

    /// <summary>True when PostgreSQL is our own, under the data folder.</summary>
    public bool IsEmbedded => Database is null;

    /// <summary>Whether the log is for programs.</summary>
    internal bool WritesJson() => LogFormat is { } told ? told == Running.LogFormat.Json : !IsDevelopment;

    /// <summary>Leaves the secrets out of every log and message.</summary>
    public override string ToString() => nameof(Settings);

    /// <summary>Reads the environment of this process.</summary>
    /// <exception cref="SettingsException">Something in it can't be followed.</exception>
    public static Settings OfThisProcess() => Read(Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal));

    /// <summary>Reads settings; an empty value is one that isn't set.</summary>
    /// <exception cref="SettingsException">Something in it can't be followed.</exception>
    public static Settings Read(IReadOnlyDictionary<string, string> variables)
    {
        RefuseUnknown(variables.Keys);
        string? Value(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        var database = ConnectionString(Setting.Database, Value(Setting.Database));
        return new Settings
        {
            IsDevelopment = Value(Setting.Environment) is { } named ? ReadEnvironment(named) : database is null,
            DataFolder = Path.GetFullPath(Value(Setting.Data) ?? Path.Combine(Checkout.Folder, ".leadledger")),
            Url = Address(Setting.Url, Value(Setting.Url), Uri.UriSchemeHttp),
            Database = database,
            DatabaseOwner = ConnectionString(Setting.DatabaseOwner, Value(Setting.DatabaseOwner)),
            DatabaseAdmin = ConnectionString(Setting.DatabaseAdmin, Value(Setting.DatabaseAdmin)),
            DatabaseBi = ConnectionString(Setting.DatabaseBi, Value(Setting.DatabaseBi)),
            DatabaseBiPeople = ConnectionString(Setting.DatabaseBiPeople, Value(Setting.DatabaseBiPeople)),
            BiConnections = Count(
                Setting.BiConnections, Value(Setting.BiConnections), DatabaseRoles.BiConnections, most: 1000),
            BiTransaction = TimeSpan.FromSeconds(
                Count(Setting.BiTransactionSeconds, Value(Setting.BiTransactionSeconds), 900, most: 86_400, least: 10)),
            MasterKeyFile = Value(Setting.MasterKeyFile) is { } file ? Path.GetFullPath(file) : null,
            ErasuresFile = OutsideFile(Value(Setting.ErasuresFile), "erasures", "{ledger}.ndjson"),
            AnchorFile = OutsideFile(Value(Setting.AnchorFile), "anchors", "{ledger}.txt"),
            TokenIssuer = Address(
                Setting.TokenIssuer, Value(Setting.TokenIssuer), Uri.UriSchemeHttps, Uri.UriSchemeHttp),
            TokenAudience = Value(Setting.TokenAudience) ?? "leadledger",
            RequestsAtOnce = Count(Setting.RequestsAtOnce, Value(Setting.RequestsAtOnce), 512, most: 100_000),
            BulksAtOnce = Count(Setting.BulksAtOnce, Value(Setting.BulksAtOnce), 2, most: 1000),
            ExportsAtOnce = Count(Setting.ExportsAtOnce, Value(Setting.ExportsAtOnce), 4, most: 1000),
            CheckHour = Hour(Setting.CheckHour, Value(Setting.CheckHour), 3),
            LogLevel = Value(Setting.LogLevel) is { } level ? ReadLogLevel(level) : LogLevel.Information,
            LogFormat = Value(Setting.LogFormat) is { } format ? ReadLogFormat(format) : null,
            Telemetry = TelemetrySettings.Read(variables),
            PostgresBin = Value(Setting.PostgresBin),
        };
    }

    /// <summary>The address that belongs to the data folder where none was named.</summary>
    public Uri OwnUrl => new($"http://127.0.0.1:{LoopbackPorts.ForHttp(DataFolder)}");

    /// <summary>A file that has to survive the data folder; null where none is to be kept.</summary>
    private static string? OutsideFile(string? value, string folder, string name) => value switch
    {
        "off" => null,
        { } given => Path.GetFullPath(given),
        null => Path.Combine(StateFolder.By(Environment.GetEnvironmentVariable), folder, name),
    };

    private static void RefuseUnknown(IEnumerable<string> names)
    {
        var known = Setting.All.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = names
            .Where(name => name.StartsWith(Setting.Prefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(name))
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (unknown.Length > 0)
        {
            throw new SettingsException(
                $"No such setting: {string.Join(", ", unknown)}. There are {string.Join(", ", known)}; "
                + "docs/settings.md says what they mean.");
        }
    }

    private static bool ReadEnvironment(string value) => value.ToUpperInvariant() switch
    {
        "DEVELOPMENT" => true,
        "PRODUCTION" => false,
        _ => throw new SettingsException($"{Setting.Environment} is Development or Production, not '{value}'."),
    };

    private static int Count(string name, string? value, int otherwise, int most, int least = 1)
    {
        if (value is null)
            return otherwise;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= least && count <= most
                ? count
                : throw new SettingsException($"{name} is a number from {least} to {most}, not '{value}'.");
    }

    private static int? Hour(string name, string? value, int otherwise) => value switch
    {
        null => otherwise,
        "off" => null,
        _ when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24 => hour,
        _ => throw new SettingsException($"{name} is an hour from 0 to 23 or off, not '{value}'."),
    };

    private static LogLevel ReadLogLevel(string value) =>
        Enum.TryParse<LogLevel>(value, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new SettingsException(
                $"{Setting.LogLevel} is one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not '{value}'.");

    private static LogFormat ReadLogFormat(string value) => value.ToUpperInvariant() switch
    {
        "TEXT" => Running.LogFormat.Text,
        "JSON" => Running.LogFormat.Json,
        _ => throw new SettingsException($"{Setting.LogFormat} is text or json, not '{value}'."),
    };

    private static Uri? Address(string name, string? value, params string[] schemes)
    {
        if (value is null)
            return null;
        if (Uri.TryCreate(value, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme))
            return address;
        throw new SettingsException(
            $"{name} is an address that begins with {string.Join(" or ", schemes)}://, not '{value}'.");
    }

    private static string? ConnectionString(string name, string? value)
    {
        if (value is null)
            return null;
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(value);
            return parsed is { Host.Length: > 0, Database.Length: > 0, Username.Length: > 0 }
                ? value
                : throw new SettingsException($"{name} has to name Host, Database and Username.");
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // Not with what it says: it holds a password.
            throw new SettingsException(
                $"{name} isn't a connection string such as 'Host=db;Database=leadledger;Username=…;Password=…'.");
        }
    }
}

/// <summary>How a line of the log is written.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
