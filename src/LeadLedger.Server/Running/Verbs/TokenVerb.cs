using System.CommandLine;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger token</c>: prints a development token.</summary>
internal static class TokenVerb
{
    public static Command Create()
    {
        var roles = new Argument<string[]>("ROLE")
        {
            Description = $"One or more of: {string.Join(", ", RoleCodes.All)}.",
            Arity = ArgumentArity.OneOrMore,
        };
        var subject = new Option<string?>("--subject")
        {
            Description = "Who the bearer is; dev- and the first role if not given.",
        };
        var hours = new Option<double>("--hours")
        {
            Description = "How long it is good for.",
            DefaultValueFactory = _ => 12,
        };
        hours.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 8760))
                result.AddError("--hours is more than 0 and at most 8760.");
        });

        var token = new Command("token", "Print a token for trying things out (Development only).")
        {
            roles, subject, hours,
        };
        token.SetAction(parsed => Console.WriteLine(DevelopmentTokens.Make(
            Settings.OfThisProcess(),
            parsed.GetRequiredValue(roles),
            parsed.GetValue(subject),
            TimeSpan.FromHours(parsed.GetValue(hours)),
            TimeProvider.System.GetUtcNow())));
        return token;
    }
}
