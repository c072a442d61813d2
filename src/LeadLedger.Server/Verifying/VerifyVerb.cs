using System.CommandLine;
using System.Security.Cryptography;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Audit.Bundles;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Verifying;

/// <summary>
/// <c>leadledger verify</c>: whether a ledger, a dump of one, or a lead's bundle is what was sealed. It reads only, and
/// ends with 0 if nothing was altered, 1 if that can't be told, and 2 if something was.
/// </summary>
internal static class VerifyVerb
{
    /// <summary>Something was altered.</summary>
    public const int Altered = 2;

    private static readonly Argument<string?> What = new("what")
    {
        Description = "A dump of pg_dump (plain, custom, directory, tar) or a bundle; the ledger itself if not given.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Anchor = new("--anchor")
    {
        Description = "The file with anchored checkpoints; for the ledger itself, its own if not given.",
    };

    private static readonly Option<string[]> Keys = new("--key")
    {
        Description = "A public key in PEM that you have from elsewhere. May be given more than once.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON." };

    /// <summary>Which kind of stream each event belongs to, by its stored name.</summary>
    internal static IReadOnlyDictionary<string, string> Kinds { get; } = EventCatalog.All
        .Select(entry => (entry.Key, Kind: KindOf(entry.Value)))
        .Where(entry => entry.Kind is not null)
        .ToDictionary(entry => entry.Key, entry => entry.Kind!, StringComparer.Ordinal);

    public static Command Create()
    {
        var verify = new Command("verify", "Check that the ledger, a dump of it, or a bundle is what was sealed.")
        {
            What, Anchor, Keys, Json,
        };
        verify.SetAction((parsed, cancellation) => Run(
            parsed.GetValue(What),
            parsed.GetValue(Anchor),
            [.. (parsed.GetValue(Keys) ?? []).Select(ReadKey)],
            parsed.GetValue(Json) ? Console.Out : null,
            cancellation));
        return verify;
    }

    private static async Task<int> Run(
        string? what, string? anchor, SealPublicKey[] keys, TextWriter? json, CancellationToken cancellation)
    {
        try
        {
            if (anchor is not null && !File.Exists(anchor))
                throw new CannotVerifyException($"There is no anchor {anchor}.");
            if (what is not null && BundleReader.IsArchive(what))
            {
                var bundle = BundleCheck.Run(what, keys, anchor is null ? null : Until(anchor));
                await Say(json, () => BundleText.Of(bundle), () => BundleText.Json(bundle));
                return bundle.IsAltered ? Altered : 0;
            }
            var settings = Settings.OfThisProcess();
            var (verified, used) = what is null
                ? await OfLedger(settings, anchor, keys, cancellation)
                : (await OfDump(what, settings.PostgresBin, Order(keys, anchor), cancellation), anchor);
            await Say(json, () => VerificationText.Of(verified, used), () => VerificationText.Json(verified, used));
            return verified.IsAltered ? Altered : 0;
        }
        catch (CannotVerifyException unable)
        {
            await Console.Error.WriteLineAsync($"leadledger: Nothing was verified. {unable.Message}");
            return CommandLine.Failed;
        }
    }

    private static async Task Say(TextWriter? json, Func<string> text, Func<string> asJson)
    {
        if (json is not null)
            await json.WriteLineAsync(asJson());
        else
            await Console.Out.WriteAsync(text());
    }

    private static async Task<(LedgerVerification, string? Anchor)> OfLedger(
        Settings settings, string? anchor, SealPublicKey[] keys, CancellationToken cancellation)
    {
        await using var database = await LedgerDatabase.Open(settings, cancellation);
        var connection = database.Owner ?? database.Service;
        anchor ??= await OwnAnchor(settings, connection, cancellation);
        return (await LedgerCheck.Run(connection, Order(keys, anchor), cancellation), anchor);
    }

    internal static async Task<LedgerVerification> OfDump(
        string dump, string? binaries, VerifyOrder order, CancellationToken cancellation)
    {
        if (!Path.Exists(dump))
            throw new CannotVerifyException($"There is no {dump}.");
        await using var scratch = await ScratchLedger.Load(dump, binaries, cancellation);
        return await LedgerCheck.Run(scratch.ConnectionString, order, cancellation);
    }

    internal static VerifyOrder Order(IReadOnlyList<SealPublicKey> keys, string? anchor) =>
        new(keys, anchor is null ? null : Until(anchor), Kinds);

    /// <summary>
    /// The anchor as it is now. A node that serves adds to it while this reads, of events that the snapshot which is
    /// verified hasn't got: those would look as if they had been cut off.
    /// </summary>
    private static Func<IEnumerable<Anchor>> Until(string anchor)
    {
        var last = AnchorFile.Read(anchor).LastOrDefault()?.Line ?? 0;
        return () => AnchorFile.Read(anchor).TakeWhile(one => one.Line <= last);
    }

    /// <summary>The anchor that this machine keeps of the ledger, if there is one.</summary>
    private static async Task<string?> OwnAnchor(
        Settings settings, string connection, CancellationToken cancellation)
    {
        if (settings.AnchorFile is not { } given)
            return null;
        await using var database = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await database.OpenAsync(cancellation);
        try
        {
            var ledger = await new SealedTree(database).LedgerId(cancellation);
            var file = given.Replace("{ledger}", ledger.ToString("D"), StringComparison.Ordinal);
            return File.Exists(file) ? file : null;
        }
        catch (PostgresException missing) when (missing.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            throw new CannotVerifyException("The database has no seals yet. Run: leadledger migrate", missing);
        }
    }

    private static SealPublicKey ReadKey(string path)
    {
        try
        {
            return SealPublicKey.FromPem(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));
        }
        catch (CryptographicException unusable)
        {
            throw new SettingsException($"{path} holds no public key for seals: {unusable.Message}");
        }
    }

    private static string? KindOf(Type evt) =>
        evt.IsAssignableTo(typeof(LeadEvent)) ? StreamKinds.Lead.Name
        : evt.IsAssignableTo(typeof(AgreementEvent)) ? StreamKinds.Agreement.Name
        : evt.IsAssignableTo(typeof(MonthEvent)) ? StreamKinds.Month.Name
        : evt.IsAssignableTo(typeof(PanelEvent)) ? StreamKinds.Panel.Name
        : null;
}
