using System.Text.Json.Nodes;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Verbs;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running;

public sealed class SecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Settings Development => new() { IsDevelopment = true, DataFolder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_Development_they_are_made_once_and_for_their_owner_alone()
    {
        var made = Secrets.For(Development);
        var read = Secrets.For(Development);

        Assert.Equal(made.MasterKeys[made.CurrentMasterKey], read.MasterKeys[read.CurrentMasterKey]);
        Assert.Equal(made.IdentitySecret, read.IdentitySecret);
        Assert.Equal(made.DevelopmentTokenKey, read.DevelopmentTokenKey);
        Assert.Equal(
            ["secrets.json", "secrets.json.lock"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        // Who could open the lock could hold it, and nobody could change the secrets.
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Who_cannot_change_them_because_somebody_else_never_ends_says_so_instead_of_waiting_without_end()
    {
        Secrets.For(Development);
        using var held = PrivateFile.Lock(_folder["secrets.json"]);

        var refused = Assert.Throws<SettingsException>(() => Secrets.AddSealKey(_folder["secrets.json"]));

        Assert.Contains("secrets.json.lock is locked", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_make_them_at_once_get_the_same()
    {
        for (var round = 0; round < 50; round++)
        {
            var settings = Development with { DataFolder = _folder[$"{round}"] };
            using var together = new Barrier(4);
            var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return Secrets.For(settings);
                },
                TaskCreationOptions.LongRunning)));

            Assert.Single(made.Select(secrets => Convert.ToHexString(secrets.IdentitySecret)).Distinct());
        }
    }

    [Fact]
    public void In_Production_nobody_makes_them_for_the_operator()
    {
        var refused = Assert.Throws<SettingsException>(() => Secrets.For(Development with { IsDevelopment = false }));

        Assert.Contains("leadledger keygen --out", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public void A_database_of_ones_own_takes_a_file_of_ones_own()
    {
        var own = Development with { Database = "Host=db;Database=ledger;Username=leadledger_service" };

        Assert.Throws<SettingsException>(() => Secrets.For(own));
    }

    [Fact]
    public void A_named_file_that_isnt_there_isnt_made()
    {
        var settings = Development with { MasterKeyFile = _folder["operators.json"] };

        Assert.Throws<SettingsException>(() => Secrets.For(settings));
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Theory]
    [InlineData("not json hush", "isn't JSON")]
    [InlineData(
        """{"currentMasterKey":"k2","masterKeys":{"k1":"aHVzaA=="},"identitySecret":"aHVzaA=="}""", "no master key")]
    [InlineData("""{"masterKeys":{"k1":"aHVzaA=="},"identitySecret":"aHVzaA=="}""", "no master key")]
    [InlineData(
        """{"currentMasterKey":"k1","masterKeys":{"k1":"aHVzaA=="},"identitySecret":"aHVzaA=="}""",
        "'k1' isn't 32 bytes")]
    [InlineData(
        """{"currentMasterKey":"k1","masterKeys":{"k1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}""",
        "'identitySecret' isn't 32 bytes")]
    public void A_file_that_cant_be_used_is_refused_without_repeating_it(string content, string reason)
    {
        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(_folder["operators.json"], content);

        var refused = Assert.Throws<SettingsException>(
            () => Secrets.For(Development with { MasterKeyFile = _folder["operators.json"] }));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVzaA", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_a_file_from_before_there_were_seals_gets_one_key_however_many_start()
    {
        var older = MakeOlder();

        var read = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Secrets.For(Development))));

        Assert.All(read, secrets => Assert.Equal("s1", secrets.CurrentSealKey));
        Assert.Single(read.Select(secrets => Convert.ToHexString(Assert.Single(secrets.SealKeys!).Value)).Distinct());
        Assert.All(read, secrets => Assert.Equal(older.IdentitySecret, secrets.IdentitySecret));
        Assert.All(read, secrets => Assert.Equal(older.MasterKeys["k1"], secrets.MasterKeys["k1"]));
        using var usable = read[0].ForSeals();
    }

    [Fact]
    public void In_Production_such_a_file_is_refused_with_what_to_do()
    {
        MakeOlder();
        var file = _folder["secrets.json"];
        var before = File.ReadAllText(file);

        var refused = Assert.Throws<SettingsException>(
            () => Secrets.For(Development with { IsDevelopment = false, MasterKeyFile = file }));

        Assert.Contains($"leadledger keygen --add-seal-key {file}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Fact]
    public async Task Keys_of_both_kinds_that_are_added_at_once_are_all_there()
    {
        Secrets.For(Development);
        var file = _folder["secrets.json"];

        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(
            () => number % 2 == 0 ? Secrets.AddSealKey(file) : $"{MasterKeyRotation.Rotate(file)}")));

        var after = Secrets.Of(file);
        Assert.Equal((9, 9), (after.MasterKeys.Count, after.SealKeys!.Count));
    }

    /// <summary>A file as it was before there were seals.</summary>
    private Secrets MakeOlder()
    {
        var made = Secrets.For(Development);
        var file = JsonNode.Parse(File.ReadAllText(_folder["secrets.json"]))!.AsObject();
        Assert.True(file.Remove("currentSealKey") && file.Remove("sealKeys"));
        File.WriteAllText(_folder["secrets.json"], file.ToJsonString());
        return made;
    }
}
