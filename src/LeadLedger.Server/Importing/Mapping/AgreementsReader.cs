using System.Text.Json.Nodes;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>Reads under which agreements leads are handed off.</summary>
internal sealed class AgreementsReader(ValueReader values)
{
    /// <param name="given">An agreement that is there already and goes before whatever the mapping says.</param>
    public AgreementChoice Read(YamlSection root, AgreementId? given)
    {
        var named = root.Text("agreement");
        var section = root.Section("agreements");
        var made = section is null ? null : Made(section);
        if (given is { } id)
            return new AgreementChoice.Existing(id);
        if (named is not null && section is not null)
            root.Report("'agreement' names one that is there, 'agreements' says which to make: give one of the two.");
        if (named is not null && Guid.TryParse(named, out var existing))
            return new AgreementChoice.Existing(new AgreementId(existing));
        if (named is not null)
            root.Report(root.Find("agreement")!, "agreement", $"'{named}' is no agreement's id (a UUID).");
        return made ?? (AgreementChoice)new AgreementChoice.None();
    }

    private AgreementChoice.Made? Made(YamlSection section)
    {
        var per = values.Value(section, "per");
        var name = section.Text("name", required: true);
        var salesTeam = section.Text("salesTeam", required: true);
        var parties = Parties(section.Section("parties"));
        var signers = Signers(section.Section("signedBy"));
        var terms = Terms(section);
        section.NothingElse();
        if (per is null && $"{name}{salesTeam}".Contains("{value}", StringComparison.Ordinal))
            section.Report("{value} stands for the value of 'per', and there is none.");
        if (per is not null && name?.Contains("{value}", StringComparison.Ordinal) == false)
            section.Report("with 'per' there are several agreements: put {value} into 'name' to tell them apart.");
        return name is null || salesTeam is null || terms is null
            ? null
            : new AgreementChoice.Made(per, name, salesTeam, parties, signers, terms, section.Line);
    }

    private static Parties Parties(YamlSection? section)
    {
        if (section is null)
            return new Parties([], [], []);
        var parties = new Parties(section.Texts("marketing"), section.Texts("sales"), section.Texts("salesManagers"));
        section.NothingElse();
        return parties;
    }

    private static Signers Signers(YamlSection? section)
    {
        if (section is null)
            return new Signers(null, null);
        var signers = new Signers(section.Text("marketing"), section.Text("sales"));
        section.NothingElse();
        return signers;
    }

    private static JsonObject? Terms(YamlSection section)
    {
        if (section.Section("terms", required: true) is not { } terms)
            return null;
        var json = new JsonObject();
        foreach (var (key, node) in terms.Entries())
            json[key] = YamlJson.Tree(node);
        if (json.ContainsKey("parties"))
            terms.Report("the parties stand beside the terms, under 'agreements.parties': people are added to them.");
        if (json.ContainsKey("backfilled"))
            terms.Report("the terms of an import are always backfilled; leave 'backfilled' out.");
        return json;
    }
}
