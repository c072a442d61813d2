using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>What many views tell of the same figures, read one after another in one cut of the ledger.</summary>
internal sealed class CrossSums
{
    private static readonly string Sql =
        File.ReadAllText(Path.Combine(Checkout.Folder, "docs", "bi", "cross-sums.sql"));

    private readonly Dictionary<(string View, string Figure, Guid Agreement), decimal> _told = [];

    /// <summary>Of the cut.</summary>
    public long Position { get; private init; }

    public static async Task<CrossSums> Read(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var sums = new CrossSums { Position = reader.GetInt64(0) };
        while (await reader.NextResultAsync())
        {
            while (await reader.ReadAsync())
            {
                var told = (reader.GetString(0), reader.GetString(2), reader.GetGuid(1));
                sums._told[told] = reader.GetDecimal(3);
            }
        }
        return sums;
    }

    /// <summary>A figure of all agreements, as one of the views tells it.</summary>
    public decimal Of(string view, string figure) =>
        _told.Where(it => it.Key.View == view && it.Key.Figure == figure).Sum(it => it.Value);

    /// <summary>How many views tell each figure.</summary>
    public Dictionary<string, int> Tellers() => _told.Keys
        .GroupBy(it => it.Figure)
        .ToDictionary(it => it.Key, it => it.Select(told => told.View).Distinct().Count());

    /// <summary>The figures that the views don't agree on: none, if all is well.</summary>
    public List<string> Disagreements()
    {
        var views = _told.Keys.GroupBy(it => it.Figure, it => it.View).ToDictionary(it => it.Key, it => it.Distinct());
        var wrong = new List<string>();
        foreach (var (figure, agreement) in _told.Keys.Select(it => (it.Figure, it.Agreement)).Distinct())
        {
            // A view that has nothing of an agreement says nothing of it: none.
            var values = views[figure].ToDictionary(
                view => view, view => _told.GetValueOrDefault((view, figure, agreement)));
            if (values.Values.Distinct().Count() > 1)
                wrong.Add($"{Position}: {figure} of {agreement}: {string.Join(", ", values)}");
        }
        return wrong;
    }
}
