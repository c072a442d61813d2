using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Running;

/// <summary>
/// The secrets file: what must be neither in the database nor in a backup of it. Whoever loses it loses every
/// person's data in the ledger for good, which is what makes erasing possible.
/// </summary>
/// <param name="CurrentMasterKey">The id of the master key for new leads; see <see cref="LedgerSecrets"/>.</param>
/// <param name="MasterKeys">Master keys by id; 32 bytes each. They can be rotated: add one, make it current.</param>
/// <param name="IdentitySecret">32 bytes, never rotated: ids that were made with it would come out otherwise.</param>
/// <param name="DevelopmentTokenKey">32 bytes that sign development tokens; only in Development.</param>
public sealed record Secrets(
    string CurrentMasterKey,
    IReadOnlyDictionary<string, byte[]> MasterKeys,
    byte[] IdentitySecret,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? DevelopmentTokenKey)
{
    private const int KeyBytes = 32;

    /// <summary>The id of the key that signs checkpoints from now on.</summary>
    public string? CurrentSealKey { get; init; }

    /// <summary>
    /// All keys that sign checkpoints, by id, as PKCS #8. An older one is needed until the first checkpoint under the
    /// next one, which it signs too.
    /// </summary>
    public IReadOnlyDictionary<string, byte[]>? SealKeys { get; init; }

    /// <summary>New random ones.</summary>
    /// <param name="forDevelopment">With a key for development tokens.</param>
    public static Secrets Make(bool forDevelopment) => new(
        "k1",
        new Dictionary<string, byte[]> { ["k1"] = RandomNumberGenerator.GetBytes(KeyBytes) },
        RandomNumberGenerator.GetBytes(KeyBytes),
        forDevelopment ? RandomNumberGenerator.GetBytes(KeyBytes) : null)
    {
        CurrentSealKey = "s1",
        SealKeys = new Dictionary<string, byte[]> { ["s1"] = SealKey.Make() },
    };

    /// <summary>
    /// The secrets by these settings. For the embedded PostgreSQL in Development they are made on first use; anywhere
    /// else a file that isn't there is an operator's mistake, and new keys in its place would do harm.
    /// </summary>
    /// <exception cref="SettingsException">There are none, or the file can't be used.</exception>
    public static Secrets For(Settings settings)
    {
        if (settings.MasterKeyFile is { } named)
        {
            var given = ReadFrom(named) ?? throw new SettingsException(
                $"There is no secrets file {named}. Make one with: leadledger keygen --out {named}");
            return given.WithSealKey(named, settings);
        }

        if (!settings.IsEmbedded || !settings.IsDevelopment)
        {
            throw new SettingsException(
                $"{Setting.MasterKeyFile} has to name the secrets file. Make one with: leadledger keygen --out FILE, "
                + "keep it apart from the database, and back it up: without it no person's data can be read again.");
        }

        DataFolder.Make(settings.DataFolder);
        var own = FileOf(settings);
        PrivateFile.TryMakeJson(own, () => Make(forDevelopment: true));
        return ReadFrom(own)!.WithSealKey(own, settings);
    }

    /// <summary>Where they are, if they are anywhere.</summary>
    public static string FileOf(Settings settings) =>
        settings.MasterKeyFile ?? Path.Combine(settings.DataFolder, "secrets.json");

    /// <summary>Adds a new seal key to a file and makes it the current one.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="SettingsException">The file isn't there, or can't be used.</exception>
    public static string AddSealKey(string path)
    {
        using var alone = PrivateFile.Lock(path);
        var secrets = ReadFrom(path) ?? throw new SettingsException($"There is no secrets file {path}.");
        return secrets.AddSealKeyAlone(path);
    }

    /// <summary>What sealing needs of them.</summary>
    public SealKeys ForSeals() => new(
        [.. SealKeys!.Select(key => SealKey.Import(key.Key, key.Value))], CurrentSealKey!);

    /// <summary>What the ledger itself needs of them.</summary>
    public LedgerSecrets ForLedger() => new(CurrentMasterKey, MasterKeys, IdentitySecret);

    /// <summary>The same for a node, which goes on with the file as it is when a master key is rotated.</summary>
    public LedgerSecrets ForLedger(Settings settings) =>
        ForLedger() with { Reread = () => ReadFrom(FileOf(settings))?.Ring };

    /// <summary>The master keys alone.</summary>
    [JsonIgnore]
    public MasterKeyRing Ring => new(CurrentMasterKey, MasterKeys);

    /// <summary>With one more master key, which wraps every new lead's key from now on.</summary>
    public Secrets Rotated()
    {
        var number = MasterKeys.Count + 1;
        while (MasterKeys.ContainsKey($"k{number}"))
            number++;
        var id = $"k{number}";
        return this with
        {
            CurrentMasterKey = id,
            MasterKeys = new Dictionary<string, byte[]>(MasterKeys) { [id] = RandomNumberGenerator.GetBytes(KeyBytes) },
        };
    }

    /// <summary>Without a master key under which nothing is wrapped any more.</summary>
    /// <exception cref="SettingsException">There is no such key, or it is the current one.</exception>
    public Secrets Without(string id)
    {
        if (!MasterKeys.ContainsKey(id))
            throw new SettingsException($"There is no master key {id} in this file.");
        if (id == CurrentMasterKey)
            throw new SettingsException($"{id} is the current master key: rotate first.");
        return this with { MasterKeys = MasterKeys.Where(key => key.Key != id).ToDictionary() };
    }

    /// <summary>The secrets in a file.</summary>
    /// <exception cref="SettingsException">It isn't there, or can't be used.</exception>
    public static Secrets Of(string path) =>
        ReadFrom(path) ?? throw new SettingsException($"There is no secrets file {path}.");

    /// <summary>Leaves the secrets out of every log and message.</summary>
    public override string ToString() => nameof(Secrets);

    /// <summary>A file from before there were seals has no key for them.</summary>
    private Secrets WithSealKey(string path, Settings settings)
    {
        if (SealKeys is not null)
            return this;
        if (!settings.IsDevelopment)
        {
            throw new SettingsException(
                $"The secrets file {path} has no key to seal with. "
                + $"Add one with: leadledger keygen --add-seal-key {path}");
        }
        using var alone = PrivateFile.Lock(path);
        if (ReadFrom(path) is { SealKeys: null } without)
            without.AddSealKeyAlone(path);
        return ReadFrom(path)!;
    }

    private string AddSealKeyAlone(string path)
    {
        var keys = SealKeys ?? new Dictionary<string, byte[]>();
        var number = keys.Count + 1;
        while (keys.ContainsKey($"s{number}"))
            number++;
        var id = $"s{number}";
        PrivateFile.WriteJson(path, this with
        {
            CurrentSealKey = id,
            SealKeys = new Dictionary<string, byte[]>(keys) { [id] = SealKey.Make() },
        });
        return id;
    }

    private static Secrets? ReadFrom(string path)
    {
        try
        {
            return PrivateFile.ReadJson<Secrets>(path) is { } secrets ? secrets.Checked(path) : null;
        }
        catch (JsonException)
        {
            // Not with what the parser says: it may quote the file.
            throw new SettingsException($"The secrets file {path} isn't JSON as `leadledger keygen` writes it.");
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new SettingsException($"The secrets file {path} can't be read: {closed.Message}");
        }
    }

    private Secrets Checked(string path)
    {
        if (MasterKeys is null || CurrentMasterKey is null || !MasterKeys.ContainsKey(CurrentMasterKey))
            throw new SettingsException($"The secrets file {path} has no master key that 'currentMasterKey' names.");

        var wrong = MasterKeys
            .Append(new("identitySecret", IdentitySecret))
            .Append(new("developmentTokenKey", DevelopmentTokenKey ?? new byte[KeyBytes]))
            .FirstOrDefault(key => key.Value?.Length != KeyBytes);
        if (wrong.Key is not null)
            throw new SettingsException($"In the secrets file {path}, '{wrong.Key}' isn't 32 bytes in base64.");
        RefuseUnusableSealKeys(path);
        return this;
    }

    private void RefuseUnusableSealKeys(string path)
    {
        if (SealKeys is null)
            return;
        if (CurrentSealKey is null || !SealKeys.ContainsKey(CurrentSealKey))
            throw new SettingsException($"The secrets file {path} has no seal key that 'currentSealKey' names.");
        try
        {
            ForSeals().Dispose();
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            // Not with what it says: it may quote the file.
            throw new SettingsException(
                $"In the secrets file {path}, a seal key isn't one as `leadledger keygen` makes it.");
        }
    }
}
