using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running.Backups;

/// <summary>
/// A base backup and the archived WAL of an embedded PostgreSQL, restored to a moment, as docs/operations.md has it.
/// </summary>
public sealed class PointInTimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_recorded_until_the_moment_is_there_and_what_came_later_is_not()
    {
        var user = await ServerUser.For(_folder["backup"]);
        Assert.True(await user.TryMakeFolder(_folder["backup"]));
        Assert.True(await user.TryMakeFolder(_folder["backup/wal"]));
        await using (await EmbeddedPostgres.Start(_folder["live"]))
        {
        }
        await Configure(user, "live", $"""
            archive_mode = on
            archive_command = 'test ! -f {_folder["backup/wal"]}/%f && cp %p {_folder["backup/wal"]}/%f'
            """);
        var (moment, before) = await LiveAndDie(user);

        await Restore(user, moment);
        await using var restored = await EmbeddedPostgres.Start(_folder["restored"]);
        await using var admin = Npgsql.NpgsqlDataSource.Create(restored.AdminConnectionString);
        Assert.Equal(before, await Positions(admin));
        // One database, one cut: the read models' progress can be behind the ledger's end and never ahead of it.
        Assert.True((await LedgerFigures.Totals(admin)).Lag >= 0);
        await using var node = await ServedNode.Start(_folder["node"], restored.ServiceConnectionString);
        await LedgerFigures.UntilProjected(admin);
        Assert.Equal((6, 6, 0), await LedgerFigures.Totals(admin));
        await (await new SignedAgreement(node).Sign()).HandOff();
        await LedgerFigures.UntilProjected(admin);
        Assert.Equal((7, 7, 0), await LedgerFigures.Totals(admin));
        await node.Terminate();
    }

    /// <summary>
    /// Base backup, events, the moment, more events; and then the server is gone, but for what was archived.
    /// </summary>
    private async Task<(string Moment, IReadOnlyList<string> Positions)> LiveAndDie(ServerUser user)
    {
        await using var live = await EmbeddedPostgres.Start(_folder["live"]);
        await Schema.Migrate(live.OwnerConnectionString);
        await using var admin = Npgsql.NpgsqlDataSource.Create(live.AdminConnectionString);
        await using var node = await ServedNode.Start(_folder["node"], live.ServiceConnectionString);
        var company = await new SignedAgreement(node).Sign();
        for (var i = 0; i < 3; i++)
            await company.HandOff();
        await PostgresTools.Run(
            user, live.AdminConnectionString, "pg_basebackup", "--checkpoint=fast", "--pgdata", _folder["backup/base"]);
        for (var i = 0; i < 3; i++)
            await company.HandOff();
        var positions = await Positions(admin);
        var moment = (await Rows.Of(admin, "select clock_timestamp()::text")).Single();
        for (var i = 0; i < 3; i++)
            await company.HandOff();
        await LedgerFigures.UntilProjected(admin);
        Assert.Equal((9, 9, 0), await LedgerFigures.Totals(admin));
        await node.Terminate();
        var last = (await Rows.Of(admin, "select pg_walfile_name(pg_switch_wal())")).Single();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!File.Exists(_folder[$"backup/wal/{last}"]))
            await Task.Delay(20, patience.Token);
        return (moment, positions);
    }

    private async Task Restore(ServerUser user, string moment)
    {
        DataFolder.Make(_folder["restored"]);
        var folder = _folder["restored/postgres"];
        Assert.True(await user.TryMakeFolder(folder));
        var known = ClusterRecord.Read(_folder["live"])!;
        (known with { Folder = folder }).Write(_folder["restored"]);
        (await user.Run(["cp", "-a", _folder["backup/base"], Path.Combine(folder, "data")])).OrThrow("cp");
        await Configure(user, "restored", $"""
            restore_command = 'cp {_folder["backup/wal"]}/%f %p'
            recovery_target_time = '{moment}'
            recovery_target_action = 'promote'
            hot_standby = off
            """);
        await user.WriteFile(Path.Combine(folder, "data", "recovery.signal"), "");
    }

    /// <summary>A file of one's own, included below ours.</summary>
    private async Task Configure(ServerUser user, string dataFolder, string settings)
    {
        var data = Path.Combine(_folder[dataFolder], "postgres", "data");
        await user.WriteFile(Path.Combine(data, "own.conf"), settings + "\n");
        await user.WriteFile(
            Path.Combine(data, "postgresql.conf"), "include 'leadledger.conf'\ninclude 'own.conf'\n");
    }

    private static async Task<IReadOnlyList<string>> Positions(Npgsql.NpgsqlDataSource admin) =>
        await Rows.Of(admin, "select seq_id, id from ledger.mt_events order by 1");
}
