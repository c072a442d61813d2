using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

public sealed class ProjectionProgressTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Progress_starts_at_0_and_making_it_again_changes_nothing()
    {
        await using var connection = await fixture.Service.OpenConnectionAsync();
        Assert.Null(await ProjectionProgress.Read(connection, "Fresh:All"));

        await ProjectionProgress.Create(connection, "Fresh:All");
        Assert.True(await ProjectionProgress.TryMove(connection, "Fresh:All", 0, 12));
        await ProjectionProgress.Create(connection, "Fresh:All");

        Assert.Equal(12, await ProjectionProgress.Read(connection, "Fresh:All"));
    }

    [Fact]
    public async Task Of_two_who_move_from_the_same_position_only_one_can()
    {
        await using var one = await fixture.Service.OpenConnectionAsync();
        await using var other = await fixture.Service.OpenConnectionAsync();
        await ProjectionProgress.Create(one, "Contended:All");
        await using var transaction = await one.BeginTransactionAsync();
        Assert.True(await ProjectionProgress.TryMove(one, "Contended:All", 0, 5));

        var late = ProjectionProgress.TryMove(other, "Contended:All", 0, 9);
        await transaction.CommitAsync();

        Assert.False(await late);
        Assert.Equal(5, await ProjectionProgress.Read(other, "Contended:All"));
    }
}
