using System.Data;
using LeadLedger.EventStore.Sealing;
using Npgsql;

namespace LeadLedger.EventStore.Verifying;

/// <summary>What a ledger is to be verified by, beside itself.</summary>
/// <param name="Keys">Public keys that whoever verifies has from elsewhere; empty: the ledger's own have to do.</param>
/// <param name="Anchor">Reads the anchor from its beginning, each time it is asked; null: there is none.</param>
/// <param name="Kinds">Which kind of stream an event begins, by its stored name.</param>
public sealed record VerifyOrder(
    IReadOnlyList<SealPublicKey> Keys,
    Func<IEnumerable<Anchor>>? Anchor,
    IReadOnlyDictionary<string, string> Kinds);

/// <summary>
/// Verifies a whole ledger in one snapshot of its database, reading only: every event against its leaf, the tree
/// against every checkpoint and anchored checkpoint, signatures, and the streams (ADR-0020). It takes as much memory
/// for a hundred million events as for a hundred.
/// </summary>
public sealed class LedgerCheck : IAsyncDisposable
{
    private readonly VerifyOrder _order;
    private readonly NpgsqlConnection _events;
    private readonly NpgsqlConnection _tables;
    private readonly NpgsqlConnection _streams;
    private readonly SealTables _seal;
    private readonly Findings _findings = new();
    private readonly List<string> _remarks = [];

    private LedgerCheck(VerifyOrder order, NpgsqlConnection[] connections)
    {
        _order = order;
        (_events, _tables, _streams) = (connections[0], connections[1], connections[2]);
        _seal = new SealTables(_tables);
    }

    /// <summary>Verifies.</summary>
    /// <param name="connectionString">Of somebody who may read the ledger and its seals.</param>
    /// <exception cref="CannotVerifyException">It can't be checked: there are no seals, or not what is to be
    /// read.</exception>
    public static async Task<LedgerVerification> Run(
        string connectionString, VerifyOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        NpgsqlConnection[] connections =
        [
            .. Enumerable.Range(0, 3).Select(_ => new NpgsqlConnection(unpooled.ConnectionString)),
        ];
        await using var check = new LedgerCheck(order, connections);
        await check.TakeSnapshot(cancellation).ConfigureAwait(false);
        return await check.Verify(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync().ConfigureAwait(false);
        await _tables.DisposeAsync().ConfigureAwait(false);
        await _streams.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>All three connections see one and the same moment of the database.</summary>
    private async Task TakeSnapshot(CancellationToken cancellation)
    {
        const string begin = "begin transaction isolation level repeatable read read only";
        await Open(_events, begin, cancellation).ConfigureAwait(false);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", _events);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
        var join = $"{begin}; set transaction snapshot '{snapshot}'";
        await Open(_tables, join, cancellation).ConfigureAwait(false);
        await Open(_streams, join, cancellation).ConfigureAwait(false);
        // Nobody's own function or table of the same name answers for PostgreSQL's.
        foreach (var connection in (NpgsqlConnection[])[_events, _tables, _streams])
        {
            await Execute(connection, "set local search_path = pg_catalog, pg_temp", cancellation)
                .ConfigureAwait(false);
        }
        await Execute(_events, LeafReader.PlanSettings, cancellation).ConfigureAwait(false);
        await Execute(_streams, "set local work_mem = '64MB'; set local jit = off", cancellation).ConfigureAwait(false);
    }

    private async Task<LedgerVerification> Verify(CancellationToken cancellation)
    {
        await RefuseUnlessPlain(cancellation).ConfigureAwait(false);
        var ledger = await _seal.LedgerId(cancellation).ConfigureAwait(false)
            ?? throw new CannotVerifyException("The ledger has no id.");
        var keys = await KeyRing.Of(_seal, _order.Keys, _findings, cancellation).ConfigureAwait(false);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var streams = StreamReview.Run(_streams, _order.Kinds, leaving.Token);
        try
        {
            return await Verify(ledger, keys, streams, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await leaving.CancelAsync().ConfigureAwait(false);
            await ((Task)streams).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<LedgerVerification> Verify(
        Guid ledger,
        KeyRing keys,
        Task<(long Streams, IReadOnlyList<Finding> Findings)> streams,
        CancellationToken cancellation)
    {
        var (checkpoints, size) = await _seal.Checkpointed(cancellation).ConfigureAwait(false);
        var review = new CheckpointReview(ledger, keys, _findings);
        var upper = new UpperTiles(_seal, cancellation);
        await using var leaves = new SealedLeaves(_seal, cancellation);
        await using var marks = await OpenMarks(review, cancellation).ConfigureAwait(false);
        var pass = new EventPass(leaves, marks, upper);
        await using (var events = await LeafReader.Open(_events, long.MinValue, cancellation: cancellation)
            .ConfigureAwait(false))
        {
            await pass.Run(events, cancellation).ConfigureAwait(false);
        }
        if (checkpoints == 0 && pass.Events > 0 && _order.Anchor is null)
            throw new CannotVerifyException("There is no checkpoint: nothing was ever sealed, nothing can be proven.");

        var tree = pass.Agreement;
        if (pass.Differences.Any || pass.Agreement.FirstWrong is not null)
            tree = await WalkTree(ledger, keys, cancellation).ConfigureAwait(false);
        await new Conclusion(pass, tree, leaves.Flaw, _findings).Draw(new Surroundings(_tables), cancellation)
            .ConfigureAwait(false);

        await CompareOutOfOrder(review, cancellation).ConfigureAwait(false);
        if (review.Unreadable is { } line)
        {
            _remarks.Add(
                $"The anchor has something at its line {line} that is no checkpoint, as a crash leaves it.");
        }
        var (count, broken) = await streams.ConfigureAwait(false);
        foreach (var finding in broken)
            _findings.Add(finding);
        if (!_findings.Any)
            await LookPastTheTree(size, cancellation).ConfigureAwait(false);
        if (!_findings.Any && _order.Anchor is not null && review.AnchoredCount == 0)
            throw new CannotVerifyException("The anchor has no checkpoint that can be read: it says nothing.");
        var sealedEvents = Math.Max(pass.Leaves, review.Newest?.TreeSize ?? 0);
        return new LedgerVerification(
            ledger, pass.Events, pass.LastPosition, Math.Max(0, pass.Events - sealedEvents), count, checkpoints,
            review.Newest, _order.Anchor is null ? null : review.AnchoredCount, keys.Standings, _findings.InOrder,
            _findings.More, _remarks);
    }

    /// <summary>What lies where the tree has yet to grow would become part of it.</summary>
    private async Task LookPastTheTree(long size, CancellationToken cancellation)
    {
        if (await _seal.TileOfAnotherSize(size, cancellation).ConfigureAwait(false) is not { } tile)
            return;
        _findings.Add(new(
            FindingKind.TreeBroken,
            $"Tile {tile.Number} of level {tile.Level} of the tree has more or less in it than {size} events come to; "
            + "the events are as they were sealed."));
    }

    private async Task<Agreement> WalkTree(Guid ledger, KeyRing keys, CancellationToken cancellation)
    {
        await using var leaves = new SealedLeaves(_seal, cancellation);
        await using var marks =
            await OpenMarks(new CheckpointReview(ledger, keys, findings: null), cancellation).ConfigureAwait(false);
        return await TreePass.Run(leaves, marks).ConfigureAwait(false);
    }

    /// <summary>Of these the tree that is kept tells the root: it was held against all the others by now.</summary>
    private async Task CompareOutOfOrder(CheckpointReview review, CancellationToken cancellation)
    {
        var kept = new SealedTree(_tables);
        foreach (var mark in review.WentBack)
        {
            bool isRight;
            try
            {
                isRight = await kept.Root(mark.Size, cancellation).ConfigureAwait(false) == mark.Root;
            }
            catch (InvalidDataException)
            {
                isRight = false;
            }
            if (!isRight)
            {
                _findings.Add(new(
                    FindingKind.TailCutOff,
                    $"The anchor goes back at its line {mark.Line}, to {mark.Size} events that aren't those of before: "
                    + "what was recorded since was lost, as when an older backup is restored.",
                    Until: mark.LastPosition));
            }
        }
    }

    private Task<Marks> OpenMarks(CheckpointReview review, CancellationToken cancellation) => Marks.Open(
        review.Own(_seal.Checkpoints(cancellation), cancellation),
        _order.Anchor is { } anchor ? review.Anchored(anchor()) : null);

    /// <summary>
    /// A table with rules, row security or a view in its place shows readers what somebody wants them to see.
    /// </summary>
    private async Task RefuseUnlessPlain(CancellationToken cancellation)
    {
        const string sql =
            """
            select string_agg(t.name, ', ') from unnest(array[
              'ledger.mt_events', 'ledger.mt_streams',
              'seal.ledger', 'seal.tile', 'seal.checkpoint', 'seal.key']) t(name)
            where not exists (select from pg_class c where c.oid = to_regclass(t.name) and c.relkind = 'r'
              and not c.relrowsecurity and not c.relhasrules and not c.relhassubclass)
            """;
        await using var ask = new NpgsqlCommand(sql, _tables);
        if (await ask.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is string names)
            throw new CannotVerifyException($"These aren't plain tables, so what they show proves nothing: {names}.");
        // PostgreSQL comes without one: its own text of JSON is what is hashed.
        await using var cast = new NpgsqlCommand(
            "select exists (select from pg_cast where castsource = 'jsonb'::regtype and casttarget = 'text'::regtype)",
            _tables);
        if (await cast.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true)
            throw new CannotVerifyException("Somebody's own cast makes text of JSON: what it shows proves nothing.");
    }

    private static async Task Open(NpgsqlConnection connection, string begin, CancellationToken cancellation)
    {
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        await Execute(connection, begin, cancellation).ConfigureAwait(false);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
