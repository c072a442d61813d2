using System.Net;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Sealing;

/// <summary>The key that seals is replaced as an operator does it: a key more in the file, and a restart.</summary>
public sealed class SealKeyRotationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Secrets => _folder["secrets.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_next_node_seals_with_the_new_key_and_the_old_one_vouches_for_it()
    {
        await ServeAndSeal(_ => Task.CompletedTask);
        var (exit, said, errors) = await ProgramRun.ToItsEnd(_folder.Path, ["keygen", "--add-seal-key", Secrets]);
        Assert.True(exit == 0, errors);
        Assert.Contains("Added the key s2", said, StringComparison.Ordinal);

        await ServeAndSeal(async node =>
        {
            var keys = (await node.As("vera", Role.Auditor).Get("/v1/audit/keys")).Expect(HttpStatusCode.OK).Json
                .GetProperty("keys").EnumerateArray()
                .ToDictionary(
                    key => key.GetProperty("id").GetString()!, key => key.GetProperty("isCurrent").GetBoolean());
            Assert.Equal(new Dictionary<string, bool> { ["s1"] = false, ["s2"] = true }, keys);
        });

        await using var connection = await postgres.Service.OpenConnectionAsync();
        var seals = await new SealedTree(connection).CheckpointsAfter(0, 100);
        var first = seals.First(seal => seal.Signatures[0].KeyId == "s2");
        Assert.Equal(["s2", "s1"], first.Signatures.Select(signature => signature.KeyId));
        foreach (var (key, _) in await new SealedTree(connection).Keys())
            Assert.True(first.IsSignedBy(key));
        var anchor = Assert.Single(Directory.GetFiles(_folder["state/leadledger/anchors"]));
        Assert.Contains("# key rotation: s1 -> s2", await File.ReadAllLinesAsync(anchor));
    }

    [Fact]
    public async Task A_file_that_isnt_there_is_said_and_not_made()
    {
        Directory.CreateDirectory(_folder.Path);

        var (exit, _, errors) = await ProgramRun.ToItsEnd(_folder.Path, ["keygen", "--add-seal-key", Secrets]);

        Assert.Equal(1, exit);
        Assert.Contains("There is no secrets file", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Secrets));
    }

    private async Task ServeAndSeal(Func<ServedNode, Task> then)
    {
        await using var node = await ServedNode.Start(_folder.Path, postgres.Database.ServiceConnectionString);
        await using var store = new PostgresEventStore(postgres.Service);
        await store.Append(Sample.Append(Guid.NewGuid(), 0, 3));
        await SealerTests.SealedUpTo(postgres.Database, await store.ReadHighWaterMark());
        await then(node);
        await node.Terminate();
        await node.End();
    }
}
