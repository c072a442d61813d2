using System.Net;
using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Running;

public sealed class HealthTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Readiness_tells_how_far_the_read_models_are_and_turns_red_at_an_event_that_cannot_be_read()
    {
        var ready = await ApiAnswer.Of(await api.Anonymous.GetAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, ready.Status);
        Assert.Equal("ready", ready.Json.GetProperty("status").GetString());
        Assert.Equal(0, ready.Json.GetProperty("lag").GetInt64());

        var store = api.App.Services.GetRequiredService<IEventStore>();
        var unreadable = new NewEvent(
            Guid.NewGuid(),
            "contact_attempted",
            "{}"u8.ToArray(),
            new EventMetadata("foreign", null, DateTimeOffset.UtcNow));
        var appended = Assert.IsType<AppendResult.Appended>(
            await store.Append(new StreamAppend(Guid.NewGuid(), "lead", 0, [unreadable], [])));

        var red = await NotReady();
        Assert.Equal("projecting has stopped", red.Json.GetProperty("status").GetString());
        Assert.Equal(appended.Position, red.Json.GetProperty("stoppedAt").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/health/live")).StatusCode);
    }

    private async Task<ApiAnswer> NotReady()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await ApiAnswer.Of(await api.Anonymous.GetAsync("/health/ready", patience.Token));
            if (answer.Status == HttpStatusCode.ServiceUnavailable)
                return answer;
            await Task.Yield();
        }
    }
}
