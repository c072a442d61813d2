using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>The SQL of all read models, embedded beside the code that writes them.</summary>
internal static partial class ReadModelScripts
{
    /// <summary>
    /// Counts up with every change of a table, a view or its comments, or of what the projections put in: a program
    /// whose number is higher than that of the build in use makes a new one.
    /// </summary>
    public const int ModelVersion = 7;

    /// <summary>Makes the tables with the keys that rows are changed by, in whichever schema the search path names.</summary>
    public static string Tables { get; } = All(".tables.sql");

    /// <summary>
    /// Makes the indexes that aren't there yet: those that serve readers, and the keys of tables that are only added
    /// to, for nothing is looked up in these while they are filled. A build that nobody reads is filled without them,
    /// since to sort once is cheaper than to insert a million times.
    /// </summary>
    public static string Indexes { get; } = All(".indexes.sql");

    /// <summary>The same one by one, by name.</summary>
    public static IReadOnlyList<(string Name, string Sql)> EachIndex { get; } =
        [.. OneIndex().Matches(Indexes).Select(match => (match.Groups["name"].Value, match.Value))];

    private static string ViewFiles { get; } = All(".views.sql");

    /// <summary>
    /// What the views and their columns mean, a thousand statements. Views keep it when they are pointed at another build.
    /// </summary>
    public static string Comments { get; } =
        string.Join('\n', OneComment().Matches(ViewFiles).Select(match => match.Value)) + "\n" + All(".comments.sql");

    private static string Views { get; } = OneComment().Replace(ViewFiles, "") + "\n" + Rights;

    // Names are for the second role (ADR-0023), which sees the rest by being a member of the first. Where it isn't made
    // yet, whoever makes it grants it what it lacks.
    private const string Rights = """
        grant select on all tables in schema bi_v1 to leadledger_bi;
        revoke select on bi_v1.dim_person_name from leadledger_bi;
        do $rights$
        begin
          if exists (select from pg_roles where rolname = 'leadledger_bi_people') then
            grant select on bi_v1.dim_person_name to leadledger_bi_people;
          end if;
        end
        $rights$;
        """;

    /// <summary>Points the public views at a build's tables, in the schema that the search path names.</summary>
    public static string ViewsOf(int build) =>
        Views.Replace("{build}", build.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string All(string ending)
    {
        var assembly = typeof(ReadModelScripts).Assembly;
        return string.Join('\n', assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".ReadModels.", StringComparison.Ordinal)
                && name.EndsWith(ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Text(assembly, name)));
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^create (?:unique )?index if not exists (?<name>\w+)[^;]*;", RegexOptions.Multiline)]
    private static partial Regex OneIndex();

    [GeneratedRegex(@"^comment on .*;$", RegexOptions.Multiline)]
    private static partial Regex OneComment();
}
