using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Importing.Setup;

/// <summary>Knows under which agreement each row is handed off.</summary>
internal sealed class AgreementsOfRows
{
    // More than this is a column that says something else.
    private const int MostAgreements = 500;

    private readonly AgreementChoice choice;
    private readonly IReadOnlyDictionary<string, AgreementId> byValue;

    private AgreementsOfRows(AgreementChoice choice, IReadOnlyDictionary<string, AgreementId> byValue)
    {
        this.choice = choice;
        this.byValue = byValue;
    }

    /// <summary>Goes through the rows for the agreements that they need; writes nothing yet.</summary>
    /// <returns>The agreements, and how many rows there are.</returns>
    /// <exception cref="UnusableMappingException">The rows need too many.</exception>
    public static async Task<(AgreementsOfRows Agreements, long Rows)> Find(
        ImportMapping mapping, RowSource source, Identity identity, CancellationToken cancellation)
    {
        var byValue = new Dictionary<string, AgreementId>(StringComparer.Ordinal);
        var rows = 0L;
        await foreach (var read in source.Rows(cancellation))
        {
            rows++;
            if (mapping.Agreement is not AgreementChoice.Made made || read.Problem is not null)
                continue;
            if (ValueOf(made, read.Row, out _) is { } value && !byValue.ContainsKey(value))
                byValue[value] = new(identity.StreamOf("agreement", $"import {mapping.SourceSystem}", value));
            if (byValue.Count > MostAgreements)
            {
                throw new UnusableMappingException(
                    [new MappingProblem(made.Line, "agreements.per", $"it has more than {MostAgreements} values.")]);
            }
        }

        return (new AgreementsOfRows(mapping.Agreement, byValue), rows);
    }

    /// <summary>Drafts, proposes and signs what isn't there yet.</summary>
    /// <exception cref="FoundingRefusedException">The ledger refuses it.</exception>
    public async Task Found(Founding founding, People people)
    {
        if (choice is not AgreementChoice.Made made)
            return;
        var all = byValue.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (
                entry.Value,
                Name: made.Name.Replace("{value}", entry.Key, StringComparison.Ordinal),
                Team: made.SalesTeam.Replace("{value}", entry.Key, StringComparison.Ordinal),
                Terms: TermsOf(made, people.PartiesOf(made.Per is null ? null : entry.Key, made.Parties))))
            .ToList();
        // All are looked at before the first is written.
        foreach (var (id, name, team, terms) in all)
            await founding.RefuseUnusable(id, name, team, terms);
        foreach (var (id, name, team, terms) in all)
        {
            await founding.Draft(id, name, team);
            var version = await founding.Propose(id, name, "backfilled", terms);
            await Sign(founding, id, name, version, terms.Parties, made.Signers);
        }
    }

    /// <summary>The agreement of a row that hands off; a problem where the row doesn't say.</summary>
    public AgreementId? Of(Row row, out RowProblem? problem)
    {
        problem = null;
        switch (choice)
        {
            case AgreementChoice.Existing existing:
                return existing.Id;
            case AgreementChoice.Made made:
                if (ValueOf(made, row, out problem) is { } value)
                    return byValue[value];
                problem ??= new RowProblem("agreement-missing", "The row doesn't say under which agreement it falls.");
                return null;
            default:
                return null;
        }
    }

    private static string? ValueOf(AgreementChoice.Made made, Row row, out RowProblem? problem)
    {
        problem = null;
        if (made.Per is null)
            return "";
        return made.Per.TryRead(row, out var value, out problem) && !value.IsNone ? value.ToString() : null;
    }

    private static async Task Sign(
        Founding founding, AgreementId id, string name, int version, Parties parties, Signers signers)
    {
        var marketing = signers.Marketing ?? parties.Marketing[0];
        var sales = signers.Sales ?? (parties.SalesManagers is [var manager, ..] ? manager : parties.Sales[0]);
        await founding.Sign(id, name, version, marketing, Role.Marketing);
        var role = parties.IsSalesManager(sales) ? Role.SalesManager : Role.Sales;
        await founding.Sign(id, name, version, sales, role);
    }

    private static Terms TermsOf(AgreementChoice.Made made, Parties parties)
    {
        var json = (JsonObject)made.Terms.DeepClone();
        json["backfilled"] = true;
        json["parties"] = JsonSerializer.SerializeToNode(parties, RequestJson.Options);
        var reading = JsonBody.Parse<ProposeTermsRequest>(JsonSerializer.SerializeToUtf8Bytes(json));
        if (reading.Value is { } request)
            return request.ToTerms();
        var problem = reading.Problem!;
        throw new UnusableMappingException(problem.Errors is { Count: > 0 } errors
            ? [.. errors.Select(error => Problem(made, error.Field, error.Message))]
            : [Problem(made, problem.Field, problem.Detail)]);
    }

    private static MappingProblem Problem(AgreementChoice.Made made, string? field, string message) =>
        new(made.Line, field is null ? "agreements.terms" : $"agreements.terms.{field}", message);
}
