using System.Text.RegularExpressions;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Running;

public sealed class SettingsTests
{
    private const string Database = "Host=db;Database=ledger;Username=leadledger_service;Password=hush";

    [Fact]
    public void Nothing_set_means_the_embedded_database_in_Development()
    {
        var settings = Read();

        Assert.True(settings.IsEmbedded);
        Assert.True(settings.IsDevelopment);
        Assert.EndsWith("/.leadledger", settings.DataFolder, StringComparison.Ordinal);
        Assert.True(settings.OwnUrl.IsLoopback);
    }

    [Theory]
    [InlineData("LEADLEDGER_DATABSE")]
    [InlineData("LEADLEDGER_database")]
    [InlineData("LEADLEDGER_")]
    [InlineData("leadledger_url")]
    public void A_name_that_nobody_knows_is_refused_by_name(string name)
    {
        var refused = Assert.Throws<SettingsException>(() => Read((name, "x"), ("PATH", "/bin")));

        Assert.Contains($"No such setting: {name}.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("Development", true)]
    [InlineData("production", false)]
    public void The_embedded_database_is_Development_unless_told_otherwise(string? environment, bool isDevelopment) =>
        Assert.Equal(isDevelopment, Read(("LEADLEDGER_ENVIRONMENT", environment)).IsDevelopment);

    [Theory]
    [InlineData(null, false)]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public void A_database_of_ones_own_is_Production_unless_told_otherwise(string? environment, bool isDevelopment) =>
        Assert.Equal(
            isDevelopment,
            Read(("LEADLEDGER_DATABASE", Database), ("LEADLEDGER_ENVIRONMENT", environment)).IsDevelopment);

    [Theory]
    [InlineData("LEADLEDGER_ENVIRONMENT", "Staging")]
    [InlineData("LEADLEDGER_URL", "localhost:80")]
    [InlineData("LEADLEDGER_URL", "https://localhost:80")]
    [InlineData("LEADLEDGER_TOKEN_ISSUER", "ftp://issuer")]
    [InlineData("LEADLEDGER_LOG_LEVEL", "Loud")]
    [InlineData("LEADLEDGER_LOG_LEVEL", "17")]
    [InlineData("LEADLEDGER_LOG_FORMAT", "xml")]
    [InlineData("LEADLEDGER_BI_CONNECTIONS", "0")]
    [InlineData("LEADLEDGER_BI_TRANSACTION_SECONDS", "9")]
    [InlineData("LEADLEDGER_BI_TRANSACTION_SECONDS", "15min")]
    [InlineData("LEADLEDGER_CHECK_HOUR", "24")]
    [InlineData("LEADLEDGER_CHECK_HOUR", "never")]
    public void A_value_that_makes_no_sense_is_refused_with_the_settings_name(string name, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => Read((name, value)));

        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LEADLEDGER_DATABASE", "postgres://user:hush@db/ledger")]
    [InlineData("LEADLEDGER_DATABASE_OWNER", "Host=db;Pasword=hush")]
    [InlineData("LEADLEDGER_DATABASE_ADMIN", "Host=db;Username=postgres;Password=hush")]
    [InlineData("LEADLEDGER_DATABASE_BI", "Host=db;Port=hush;Database=x;Username=y")]
    [InlineData("LEADLEDGER_DATABASE_BI_PEOPLE", "Host=db;Port=hush;Database=x;Username=y")]
    public void A_connection_string_that_makes_no_sense_is_refused_without_repeating_it(string name, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => Read((name, value)));

        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bi_has_limits_unless_told_otherwise()
    {
        Assert.Equal((20, TimeSpan.FromMinutes(15)), (Read().BiConnections, Read().BiTransaction));
        var told = Read(("LEADLEDGER_BI_CONNECTIONS", "5"), ("LEADLEDGER_BI_TRANSACTION_SECONDS", "90"));
        Assert.Equal((5, TimeSpan.FromSeconds(90)), (told.BiConnections, told.BiTransaction));
    }

    [Fact]
    public void Two_data_folders_have_two_addresses() =>
        Assert.NotEqual(Read(("LEADLEDGER_DATA", "/a/1")).OwnUrl, Read(("LEADLEDGER_DATA", "/a/2")).OwnUrl);

    [Fact]
    public void The_documentation_has_a_row_for_each_setting_and_for_nothing_else()
    {
        var documentation = File.ReadAllText(Path.Combine(Checkout.Folder, "docs", "settings.md"));
        var rows = Regex.Matches(documentation, @"^\| `(LEADLEDGER_\w+)` \|.*$", RegexOptions.Multiline);

        Assert.Equal(
            Setting.All.Select(setting => $"| `{setting.Name}` | {setting.Default} | {setting.Meaning} |"),
            rows.Select(row => row.Value));
    }

    [Fact]
    public void The_documentation_has_a_row_for_each_of_OpenTelemetrys_variables_that_is_followed()
    {
        var documentation = File.ReadAllText(Path.Combine(Checkout.Folder, "docs", "settings.md"));
        var rows = Regex.Matches(documentation, @"^\| `(OTEL_\w+)` \|.*$", RegexOptions.Multiline);

        Assert.Equal(
            TelemetrySettings.Known.Select(setting => $"| `{setting.Name}` | {setting.Default} | {setting.Meaning} |"),
            rows.Select(row => row.Value));
    }

    private static Settings Read(params (string Name, string? Value)[] variables) =>
        Settings.Read(variables.ToDictionary(pair => pair.Name, pair => pair.Value ?? ""));
}
