using System.Net;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running;

/// <summary>A database that was exchanged under a node: restored from before an upgrade, or migrated by a newer one.</summary>
public sealed class SchemaReadinessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_node_isnt_ready_on_a_schema_behind_it_and_works_on_with_one_ahead_of_it()
    {
        await Sample.Execute(api.Database.Admin, "insert into leadledger.migration values (999999, 'of a newer one', '')");
        Assert.Equal(HttpStatusCode.OK, (await Ready()).Status);

        await Sample.Execute(
            api.Database.Admin,
            "delete from leadledger.migration where number = (select max(number) from leadledger.migration where number < 999999)");

        var red = await Ready();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, red.Status);
        Assert.Equal("the schema is behind", red.Json.GetProperty("status").GetString());
    }

    private async Task<ApiAnswer> Ready() => await ApiAnswer.Of(await api.Anonymous.GetAsync("/health/ready"));
}
