using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using LeadLedger.Domain;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Reviews;

/// <summary>The morning in docs/panel.md is what happens, word by word.</summary>
public sealed partial class MorningTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Ten_cases_are_claimed_read_voted_and_ruled_on_by_the_script_in_the_documentation()
    {
        var company = await new SignedAgreement(api).Sign();
        var addresses = new List<string>();
        for (var i = 0; i < 10; i++)
            addresses.Add((await company.Reject(await company.HandOff())).Address);
        var seen = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        (await company.Chair.Get("/v1/reviews", seen.MinPosition)).Expect(HttpStatusCode.OK);

        var (exit, output, errors) = await Run(
            await Script(),
            ("LEDGER", api.Anonymous.BaseAddress!.ToString().TrimEnd('/')),
            ("MO", api.TokenOf(company.Person("mel"), Role.Panel)),
            ("CHRIS", api.TokenOf(company.Person("grace"), Role.Panel)));

        Assert.True(exit == 0, $"{errors}\n{output}");
        Assert.Contains("""Mo: {"open":10,"overdue":0,"claimed":0}""", output, StringComparison.Ordinal);
        Assert.Equal(10, Regex.Count(output, "\"says\":\"They have none until 2028.\""));
        Assert.Equal(10, Regex.Count(output, "\"ruled\":\"overturned\",\"votes\":2"));
        foreach (var address in addresses)
        {
            var file = (await company.Chair.Get(address)).Expect(HttpStatusCode.OK).Json;
            Assert.Equal("ruled", file.GetProperty("review").GetProperty("state").GetString());
            Assert.Equal(2, file.GetProperty("votes").GetArrayLength());
        }
        Assert.Contains("""{"value":"budget","opened":10""", output, StringComparison.Ordinal);
    }

    /// <summary>The block of the page that is called morning.sh.</summary>
    private static async Task<string> Script()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "docs", "panel.md"));
        return Assert.Single(Morning().Matches(page)).Groups[1].Value;
    }

    private static async Task<(int Exit, string Output, string Errors)> Run(
        string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var run = Process.Start(start)!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        return (run.ExitCode, await output, await errors);
    }

    [GeneratedRegex("^```bash morning.sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Morning();
}
