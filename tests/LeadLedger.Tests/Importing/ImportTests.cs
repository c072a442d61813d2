using LeadLedger.Domain;
using LeadLedger.Server.Importing.Csv;
using LeadLedger.Server.Importing.Setup;

namespace LeadLedger.Tests.Importing;

public sealed class ImportTests
{
    [Fact]
    public async Task Rows_become_leads_under_backfilled_terms_marked_as_imported()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();

        var (tally, rejects) = await ledger.Import(export);

        Assert.Equal((2, 0, 0), (tally.Taken, tally.ThereAlready, tally.Rejected));
        Assert.Null(rejects);
        Assert.Equal(
            [
                "2025-03-03T08:00:00Z|m-1|500.0|won|1200.50|true|true|Deals of North",
                "2025-03-04T08:00:00Z|m-1|500.0|open||true|true|Deals of South",
            ],
            await ledger.Query(
                "select handed_off_at, handed_off_by, lead_value, outcome, amount, imported, backfilled, name "
                + "from bi_v1.handoff h "
                + "join bi_v1.terms t on (t.agreement_id, t.version) = (h.agreement_id, h.terms_version) "
                + "join bi_v1.agreement a on a.agreement_id = t.agreement_id order by handed_off_at"));
    }

    [Fact]
    public async Task Who_brought_it_in_and_whose_deed_it_was_both_stand_in_the_ledger()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();

        await ledger.Import(export);

        await using var ask = ledger.Database.Admin.CreateCommand(
            "select distinct user_name || ' ' || (headers ->> 'role') || ' ' || (data ->> 'reportedBy') "
            + "from ledger.mt_events where type = 'deal_won'");
        Assert.Equal("import importer s-1", await ask.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_same_again_changes_nothing()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await ledger.Import(export);
        var before = await ledger.Events();

        var (tally, _) = await ledger.Import(export);

        Assert.Equal((0, 2, 0), (tally.Taken, tally.ThereAlready, tally.Rejected));
        Assert.Equal(before, await ledger.Events());
        Assert.Contains("Nothing changed: all of it was in the ledger already.", tally.Summary());
    }

    [Fact]
    public async Task What_has_come_since_is_added()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await ledger.Import(export);
        export.Write("deals.csv", ExportFolder.Deals.Replace(
            "open,,", "won,2025-05-06,80", StringComparison.Ordinal) + "\nD-3,North,Cid Example,2025-03-05,open,,\n");

        var (tally, _) = await ledger.Import(export);

        Assert.Equal((2, 1, 0), (tally.Taken, tally.ThereAlready, tally.Rejected));
        Assert.Equal(["won|1200.50", "won|80", "open|"], await ledger.Query(
            "select outcome, amount from bi_v1.handoff order by handed_off_at"));
    }

    [Fact]
    public async Task Rejected_rows_are_written_down_with_line_and_reason_and_can_be_mended_there()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder(deals: """
            id,team,contact,opened,stage,closed,amount
            D-1,North,Ann Example,2025-03-03,won,2025-03-02,10
            D-2,North,Bob Example,03/04/2025,open,,
            D-3,North,"Cid, Example",2025-03-05,open,,
            D-4,North,Dan Example,2024-12-31,open,,
            """);

        var (tally, rejects) = await ledger.Import(export);

        Assert.Equal((1, 3), (tally.Taken, tally.Rejected));
        Assert.Equal(export.PathOf("rejected.csv"), rejects);
        Assert.Equal(
            """
            rejected_line,rejected_command,rejected_reason,rejected_detail,id,team,contact,opened,stage,closed,amount
            2,recordOutcome,fact-is-before-the-handoff,occurredAt: Nothing happens to a lead before its handoff.,D-1,North,Ann Example,2025-03-03,won,2025-03-02,10
            3,handOffLead,not-a-time,'03/04/2025' in opened isn't written yyyy-MM-dd.,D-2,North,Bob Example,03/04/2025,open,,
            5,handOffLead,no-terms-in-force-at-handoff,occurredAt: No terms of the agreement were in force at the time of the handoff.,D-4,North,Dan Example,2024-12-31,open,,

            """,
            await File.ReadAllTextAsync(rejects!));

        var mended = (await File.ReadAllTextAsync(rejects!))
            .Replace("2025-03-02", "2025-03-22", StringComparison.Ordinal)
            .Replace("03/04/2025,open", "2025-03-04,open", StringComparison.Ordinal)
            .Replace("2024-12-31", "2025-01-01", StringComparison.Ordinal);
        export.Write("mended.csv", mended);
        var (again, left) = await ledger.Import(export, export.PathOf("mended.csv"));

        Assert.Equal((3, 0), (again.Taken, again.Rejected));
        Assert.Null(left);
        Assert.False(File.Exists(rejects), "What an earlier run rejected isn't true any more.");
        Assert.Equal(["4|1"], await ledger.Query("select count(*), count(amount) from bi_v1.handoff"));
    }

    [Fact]
    public async Task A_record_that_comes_with_other_data_is_rejected_and_the_first_word_stays()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await ledger.Import(export);
        export.Write("deals.csv", ExportFolder.Deals.Replace("2025-03-04", "2025-03-14", StringComparison.Ordinal));

        var (tally, _) = await ledger.Import(export);

        Assert.Equal((1, 1), (tally.ThereAlready, tally.Rejected));
        Assert.Equal(["record-has-changed"], tally.Reasons.Keys);
        Assert.Equal(["2025-03-03", "2025-03-04"], await ledger.Query(
            "select local_day from bi_v1.handoff order by handed_off_at"));
    }

    [Fact]
    public async Task One_record_twice_in_a_file_is_one_lead()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder(deals: ExportFolder.Deals + ExportFolder.DealAgain);

        var (tally, _) = await ledger.Import(export);

        Assert.Equal((2, 1, 0), (tally.Taken, tally.ThereAlready, tally.Rejected));
    }

    [Fact]
    public async Task Terms_that_the_ledger_refuses_are_said_before_anything_is_written()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder(
            mapping: ExportFolder.MappingWith("closeRate: 1.5", insteadOf: "closeRate: 0.5"));

        var refused = await Assert.ThrowsAsync<FoundingRefusedException>(() => ledger.Import(export));

        Assert.Equal(
            "terms of 'Deals of North': valuation[0].closeRate: A close rate is 0 to 1, with at most 8 decimals.",
            refused.Message);
        Assert.Equal((0, 0), await ledger.Events());
    }

    [Fact]
    public async Task Terms_do_not_change_under_an_import()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await ledger.Import(export);
        var before = await ledger.Events();
        export.Write("mapping.yaml", ExportFolder.MappingWith("closeRate: 0.6", insteadOf: "closeRate: 0.5"));

        var refused = await Assert.ThrowsAsync<FoundingRefusedException>(() => ledger.Import(export));

        Assert.Equal("terms of 'Deals of North': it was made before, but with another content.", refused.Message);
        Assert.Equal(before, await ledger.Events());
    }

    [Fact]
    public async Task Leads_can_be_handed_off_under_an_agreement_that_is_there()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await ledger.Import(export);
        var south = new AgreementId(Guid.Parse(Assert.Single(await ledger.Query(
            "select agreement_id from bi_v1.agreement where name = 'Deals of South'"))));
        export.Write("deals.csv", "id,team,contact,opened,stage,closed,amount\nD-9,,Zoe,2025-03-03,open,,\n");

        var (tally, _) = await ledger.Import(export, agreement: south);

        Assert.Equal(1, tally.Taken);
        Assert.Equal(["Deals of North|1", "Deals of South|2"], await ledger.Query(
            "select name, count(*) from bi_v1.handoff join bi_v1.agreement using (agreement_id) "
            + "group by 1 order by 1"));
    }

    [Fact]
    public async Task People_are_entered_in_the_directory_once_and_edited_there()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder(mapping: ExportFolder.Mapping
            .Replace(
                "lead:",
                """
                people: [{ file: staff.csv, name: who, team: team, office: office, side: sales }]
                lead:
                """,
                StringComparison.Ordinal)
            .Replace(
                "person: {",
                """
                assignee: { column: contact, as: subject }
                      person: {
                """,
                StringComparison.Ordinal));
        export.Write("staff.csv", """
            who,team,office
            Ann Example,North,Oslo
            Bob Example,South,Rome
            Ann Example,North,Oslo

            """);
        await ledger.Import(export);
        const string people = "select display_name, p.team, office from bi_v1.person p "
            + "join bi_v1.handoff on assignee = subject order by handed_off_at";
        Assert.Equal(["Ann Example|North|Oslo", "Bob Example|South|Rome"], await ledger.Query(people));

        await using var erase = ledger.Database.Service.CreateCommand(
            "update directory.person set display_name = null where display_name = 'Bob Example'");
        await erase.ExecuteNonQueryAsync();
        await ledger.Import(export);

        Assert.Equal(["Ann Example|North|Oslo", "|South|Rome"], await ledger.Query(people));
    }

    [Fact]
    public async Task A_quote_left_open_in_a_large_file_stops_the_import_there()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await using (var text = File.AppendText(export.PathOf("deals.csv")))
        {
            await text.WriteAsync("\nD-3,North,\"Cid,2025-03-05,open,,\n");
            for (var row = 0; row < 100_000; row++)
                await text.WriteLineAsync($"E-{row},North,Somebody or other,2025-03-05,open,,");
        }

        var unreadable = await Assert.ThrowsAsync<UnreadableCsvException>(() => ledger.Import(export));

        Assert.Contains("deals.csv can't be read on after line", unreadable.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), await ledger.Events());
    }
}
