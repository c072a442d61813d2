using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Erasing;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Erasing;

/// <summary>Erasing beside others, and with an end in the middle.</summary>
public sealed class ErasureRaceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object Asked = new { ground = "consentWithdrawn" };

    [Fact]
    public async Task Of_many_who_erase_at_once_one_does_and_all_get_its_certificate()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => api.As($"olga-{i}", Role.Operator).Post($"{lead}/erasure", Asked)));

        Assert.Single(answers.Select(answer => answer.Expect(HttpStatusCode.Created).Text).Distinct());
        Assert.Equal("1", await One(
            "select count(*) from ledger.mt_events "
            + $"where stream_id = '{IdOf(lead)}' and type = 'personal_data_erased'"));
        Assert.Single(new ErasureList(api.ErasuresFile).Read(), listed => listed.LeadId == IdOf(lead));
    }

    /// <summary>Whoever read the key before it went can't append under it any more.</summary>
    [Fact]
    public async Task What_is_noted_at_the_same_time_is_recorded_and_none_of_it_can_be_read_afterwards()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var round = 0; round < 5; round++)
        {
            var lead = await company.HandOff();
            var notes = Enumerable.Range(0, 5).Select(_ => company.Seller.Post(
                $"{lead}/contact-attempts",
                new { channel = "phone", outcome = "noAnswer", note = "Spoke of a divorce" }));
            var erasing = api.As("olga", Role.Operator).Post($"{lead}/erasure", Asked);
            var answers = await Task.WhenAll(notes.Append(erasing));

            Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
            Assert.Equal("0", await One($"""
                select count(*) from ledger.mt_events e, ledger.mt_events gone
                where e.stream_id = '{IdOf(lead)}'
                  and gone.stream_id = e.stream_id and gone.type = 'personal_data_erased'
                  and e.type = 'contact_attempted'
                  and (e.version < gone.version) <> (e.data->>'note' like 'enc:v1:%')
                """));
            Assert.Equal("0", await One($"select count(*) from vault.stream_key where stream_id = '{IdOf(lead)}'"));
            Assert.DoesNotContain("divorce", (await company.Seller.Get(lead)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_the_program_ended_before_it_was_listed_the_next_start_lists_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var erasures = api.App.Services.GetRequiredService<Erasures>();
        var now = DateTimeOffset.UtcNow;
        var act = new Act("olga", Role.Operator, "olga", now, now);
        await erasures.Erase(IdOf(lead), ErasureGround.Other, new CommandContext(act, "k", "h"));
        var list = new ErasureList(api.ErasuresFile);
        Assert.DoesNotContain(list.Read(), listed => listed.LeadId == IdOf(lead));

        await using var node = await api.StartNode();
        await node.StopAsync();

        var line = Assert.Single(list.Read(), listed => listed.LeadId == IdOf(lead));
        Assert.Equal((ErasureGround.Other, "olga", "k1"), (line.Ground, line.ErasedBy, line.MasterKeyId));
    }

    /// <summary>The ledger says that it is erased, and is believed before the vault is.</summary>
    [Fact]
    public async Task A_key_that_a_backup_brought_back_opens_nothing_and_goes_with_the_next_start()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var kept = await One(
            "select format('(%L, %L, %L, %L)', stream_id, master_key_id, wrapped_key, created_at) "
            + $"from vault.stream_key where stream_id = '{IdOf(lead)}'");
        Assert.Contains("Kim Muster", (await company.Seller.Get(lead)).Text, StringComparison.Ordinal);
        (await api.As("olga", Role.Operator).Post($"{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);
        await Rows.Of(api.Database.Admin, $"insert into vault.stream_key values {kept}");

        var shown = (await company.Seller.Get(lead)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("Kim Muster", shown.Text, StringComparison.Ordinal);
        Assert.True(shown.Json.GetProperty("personErased").GetBoolean());
        (await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "connected", note = "Hm" }))
            .Expect(HttpStatusCode.Created);
        await using var node = await api.StartNode();
        await node.StopAsync();
        Assert.Equal("0", await One($"select count(*) from vault.stream_key where stream_id = '{IdOf(lead)}'"));
    }

    [Fact]
    public async Task An_erasure_that_only_the_list_knows_is_told_to_the_operator()
    {
        new ErasureList(api.ErasuresFile).Keep(new ListedErasure(
            Guid.NewGuid(), ErasureGround.Other, "olga", DateTimeOffset.UnixEpoch, "k1", Guid.NewGuid()));
        await using var node = await api.StartNode();
        await node.StopAsync();
        Assert.Contains(api.Logs.Lines, line => line.Id == 2502);
    }

    [Fact]
    public async Task What_cant_be_listed_is_said_and_asked_again_it_is_listed()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var operators = api.As("olga", Role.Operator);
        var (list, aside) = (api.ErasuresFile, api.ErasuresFile + ".aside");
        var wasThere = File.Exists(list);
        if (wasThere)
            File.Move(list, aside);
        Directory.CreateDirectory(list);
        try
        {
            (await operators.Post($"{lead}/erasure", Asked)).ExpectProblem(503, "erasure-not-listed");
        }
        finally
        {
            Directory.Delete(list);
            if (wasThere)
                File.Move(aside, list);
        }
        (await operators.Post($"{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);
        Assert.Contains(new ErasureList(list).Read(), listed => listed.LeadId == IdOf(lead));
    }

    private async Task<string> One(string sql) => (await Rows.Of(api.Database.Admin, sql)).Single();

    private static Guid IdOf(string lead) => Guid.Parse(lead.Split('/')[^1]);
}
