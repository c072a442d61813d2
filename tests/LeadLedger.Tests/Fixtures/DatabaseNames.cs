using System.Globalization;
using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// Names of test databases say which run made them and when, so that what a killed run left on a server that outlives
/// it can be told from what a run at this moment needs.
/// </summary>
internal static class DatabaseNames
{
    private const string Prefix = "leadledger_test_";

    private static readonly TimeSpan LongerThanAnyRun = TimeSpan.FromHours(6);

    private static readonly string Run = string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix}{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}_{Environment.ProcessId}");

    /// <summary>The name of this run's <paramref name="number"/>th database.</summary>
    public static string Make(int number) => string.Create(CultureInfo.InvariantCulture, $"{Run}_{number}");

    /// <summary>Drops what runs of long ago have left.</summary>
    public static async Task DropStale(string admin)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        var names = new List<string>();
        await using (var find = source.CreateCommand("SELECT datname FROM pg_database WHERE starts_with(datname, $1)"))
        {
            find.Parameters.Add(new NpgsqlParameter { Value = Prefix });
            await using var reader = await find.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names.Where(IsStale))
        {
            await using var drop = source.CreateCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }
    }

    private static bool IsStale(string name)
    {
        var made = name[Prefix.Length..].Split('_')[0];
        return long.TryParse(made, CultureInfo.InvariantCulture, out var seconds)
            && DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(seconds) > LongerThanAnyRun;
    }
}
