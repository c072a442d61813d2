using System.CommandLine;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// <c>leadledger people</c>: the directory of the company's own people. Events name them by their token's subject
/// alone, so what else is known of them can be corrected and erased.
/// </summary>
internal static class PeopleVerb
{
    public static Command Create() => new(
        "people", "Correct or erase what is known of one of the company's own people.")
    {
        Set(),
        Erase(),
    };

    private static Argument<string> Subject() => new("subject") { Description = "The subject of their token." };

    private static Command Set()
    {
        var subject = Subject();
        var name = new Option<string>("--name") { Description = "Their name, as it is shown." };
        var team = new Option<string>("--team") { Description = "Their team." };
        var office = new Option<string>("--office") { Description = "Where they work." };
        var set = new Command("set", "Say what is known of a person; what isn't named stays as it is.")
        {
            subject, name, team, office,
        };
        set.SetAction((parsed, cancellation) => Execute(
            """
            insert into directory.person (subject, display_name, team, office) values ($1, $2, $3, $4)
            on conflict (subject) do update set display_name = coalesce(excluded.display_name, person.display_name),
              team = coalesce(excluded.team, person.team), office = coalesce(excluded.office, person.office)
            """,
            "is in the directory now.",
            [parsed.GetRequiredValue(subject), parsed.GetValue(name), parsed.GetValue(team), parsed.GetValue(office)],
            cancellation));
        return set;
    }

    /// <summary>The row stays, empty: an import must not bring them back.</summary>
    private static Command Erase()
    {
        var subject = Subject();
        var erase = new Command("erase", "Forget all that is known of a person but their subject.") { subject };
        erase.SetAction((parsed, cancellation) => Execute(
            """
            insert into directory.person (subject) values ($1)
            on conflict (subject) do update set display_name = null, team = null, office = null
            """,
            "is erased from the directory.",
            [parsed.GetRequiredValue(subject)],
            cancellation));
        return erase;
    }

    private static async Task<int> Execute(
        string sql, string done, string?[] values, CancellationToken cancellation)
    {
        if (!Domain.Subject.IsOne(values[0]))
            throw new SettingsException("That isn't a subject: it has 1 to 200 characters and no blanks at its ends.");
        await using var ledger = await LedgerDatabase.OpenCurrent(Settings.OfThisProcess(), cancellation);
        await using var database = NpgsqlDataSource.Create(ledger.Service);
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = value });
        await command.ExecuteNonQueryAsync(cancellation);
        Console.WriteLine($"{values[0]} {done}");
        return 0;
    }
}
