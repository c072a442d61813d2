using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Tests.Running;

/// <summary>How many connections each pool has, and for how long they are waited for (ADR-0011).</summary>
public sealed class PoolsTests
{
    [Theory]
    [InlineData("ledger", 32, 5, 30)]
    [InlineData(Pools.Queries, 16, 2, 10)]
    [InlineData(Pools.Exports, 100, 5, 0)]
    public void Each_has_limits_of_its_own(string pool, int connections, int seconds, int answerSeconds)
    {
        var settings = Settings(pool, "");

        Assert.Equal("db.example", settings.Host);
        Assert.Equal(connections, settings.MaxPoolSize);
        Assert.Equal(seconds, settings.Timeout);
        Assert.Equal(answerSeconds, settings.CommandTimeout);
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData(Pools.Queries)]
    [InlineData(Pools.Exports)]
    public void What_the_connection_string_says_goes_before(string pool)
    {
        Assert.Equal(7, Settings(pool, "Maximum Pool Size=7").MaxPoolSize);
        Assert.Equal(7, Settings(pool, "MaxPoolSize=7").MaxPoolSize);
        Assert.Equal(7, Settings(pool, "timeout=7").Timeout);
        Assert.Equal(7, Settings(pool, "Command Timeout=7").CommandTimeout);
        Assert.Equal(7, Settings(pool, "CommandTimeout=7").CommandTimeout);
    }

    [Fact]
    public void What_it_says_may_be_what_the_driver_takes_anyway()
    {
        var settings = Settings(Pools.Queries, "MaxPoolSize=100;Timeout=15;CommandTimeout=30");

        Assert.Equal(100, settings.MaxPoolSize);
        Assert.Equal(15, settings.Timeout);
        Assert.Equal(30, settings.CommandTimeout);
    }

    private static NpgsqlConnectionStringBuilder Settings(string pool, string said)
    {
        var database = $"Host=db.example;{said}";
        using var source = pool switch
        {
            Pools.Queries => Pools.ForQueries(database),
            Pools.Exports => Pools.ForExports(database),
            _ => Pools.ForLedger(database),
        };
        return new NpgsqlConnectionStringBuilder(source.ConnectionString);
    }
}
