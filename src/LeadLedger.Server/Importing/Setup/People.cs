using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Importing.Csv;
using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Importing.Setup;

/// <summary>Somebody of the company. Events name them by the subject alone; the rest stands in the directory.</summary>
internal sealed record Colleague(string Subject, string DisplayName, string? Team, string? Office, PartySide? Side);

/// <summary>The people of the company that an import or a demonstration brings along.</summary>
internal sealed class People(IReadOnlyList<Colleague> all)
{
    /// <summary>An opaque id for someone who is known by name alone.</summary>
    public static string SubjectOf(Identity identity, string sourceSystem, string name) =>
        "p-" + identity.Blind(JsonSerializer.Serialize((string[])["person", sourceSystem, name]));

    /// <summary>Those who stand in the mapping's people files.</summary>
    /// <exception cref="UnreadableCsvException">One of them can't be read.</exception>
    public static async Task<People> Read(ImportMapping mapping, Identity identity, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Colleague>(StringComparer.Ordinal);
        foreach (var source in mapping.People)
        {
            using var file = source.Source.Open();
            while (await file.Read(cancellation) is { } record)
            {
                if (record.Fault is { } fault)
                {
                    var name = Path.GetFileName(source.Source.Path);
                    throw new UnreadableCsvException($"{name}, line {record.Line}: {fault}.");
                }

                if (Of(mapping, identity, source, record.Fields) is { } colleague)
                    found.TryAdd($"{colleague.Side} {colleague.Subject} {colleague.Team}", colleague);
            }
        }

        return new People([.. found.Values]);
    }

    /// <summary>The parties of an agreement: those of the given team (of any, if null) beside those named.</summary>
    public Parties PartiesOf(string? team, Parties named)
    {
        var managers = Together(PartySide.SalesManagers, named.SalesManagers);
        // Managers may do all that sales may, so nobody is named as both.
        return new Parties(
            Together(PartySide.Marketing, named.Marketing),
            [.. Together(PartySide.Sales, named.Sales).Except(managers)],
            managers);

        List<string> Together(PartySide side, IReadOnlyList<string> others) =>
        [
            .. others
                .Concat(all
                    .Where(colleague => colleague.Side == side && (team is null || colleague.Team == team))
                    .Select(colleague => colleague.Subject))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes who isn't in the directory yet. Who is, or was erased from it, stays as they are.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> Enter(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var insert = database.CreateCommand("""
            insert into directory.person (subject, display_name, team, office)
            select distinct on (subject) subject, display_name, team, office
            from unnest($1, $2, $3, $4) as given (subject, display_name, team, office)
            on conflict (subject) do nothing
            """);
        insert.Parameters.Add(Texts(colleague => colleague.Subject));
        insert.Parameters.Add(Texts(colleague => colleague.DisplayName));
        insert.Parameters.Add(Texts(colleague => colleague.Team));
        insert.Parameters.Add(Texts(colleague => colleague.Office));
        return await insert.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlParameter<string?[]> Texts(Func<Colleague, string?> column) =>
        new() { TypedValue = [.. all.Select(column)] };

    private static Colleague? Of(ImportMapping mapping, Identity identity, PeopleFile source, string[] fields)
    {
        var name = fields[source.NameColumn];
        return name.Length == 0
            ? null
            : new Colleague(
                SubjectOf(identity, mapping.SourceSystem, name),
                name,
                Field(source.TeamColumn),
                Field(source.OfficeColumn),
                source.Side);

        string? Field(int? column) => column is { } index && fields[index].Length > 0 ? fields[index] : null;
    }
}
