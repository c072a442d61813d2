using LeadLedger.Server.Running;
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
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["secrets.json"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Many_who_make_them_at_once_get_the_same()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Secrets.For(Development))));

        Assert.Single(made.Select(secrets => Convert.ToHexString(secrets.IdentitySecret)).Distinct());
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
    [InlineData("""{"currentMasterKey":"k2","masterKeys":{"k1":"aHVzaA=="},"identitySecret":"aHVzaA=="}""", "no master key")]
    [InlineData("""{"masterKeys":{"k1":"aHVzaA=="},"identitySecret":"aHVzaA=="}""", "no master key")]
    [InlineData("""{"currentMasterKey":"k1","masterKeys":{"k1":"aHVzaA=="},"identitySecret":"aHVzaA=="}""", "'k1' isn't 32 bytes")]
    [InlineData("""{"currentMasterKey":"k1","masterKeys":{"k1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}""", "'identitySecret' isn't 32 bytes")]
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
}
