using System.CommandLine;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger url</c>: prints where the service of this data folder listens.</summary>
internal static class UrlVerb
{
    public static Command Create()
    {
        var served = new Option<bool>("--served") { Description = "Fail unless it is served at this moment." };
        var url = new Command("url", "Print the address that is served, or would be.") { served };
        url.SetAction(parsed => Run(parsed.GetValue(served)));
        return url;
    }

    private static int Run(bool hasToBeServed)
    {
        var settings = Settings.OfThisProcess();
        if (ServingNode.Find(settings.DataFolder)?.Url is { } served)
        {
            Console.WriteLine(served);
            return 0;
        }

        if (hasToBeServed)
            return CommandLine.Failed;
        Console.WriteLine((settings.Url ?? settings.OwnUrl).ToString().TrimEnd('/'));
        Console.Error.WriteLine("leadledger: nothing is served there at this moment");
        return 0;
    }
}
