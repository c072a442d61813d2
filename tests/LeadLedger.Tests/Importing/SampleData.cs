using System.Runtime.CompilerServices;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Importing;

/// <summary>The public sample data, which is no part of the project.</summary>
internal static class SampleData
{
    /// <summary>What a test says that is left out for want of it; null where it isn't.</summary>
    public static string? WhyNot => CrmSalesOpportunities is null
        ? $"{Setting.SampleData} isn't set: it names the folder of the public set CRM Sales Opportunities."
        : null;

    /// <summary>The set's folder; null where it isn't at hand.</summary>
    public static string? CrmSalesOpportunities { get; } =
        Environment.GetEnvironmentVariable(Setting.SampleData) is { Length: > 0 } given ? Find(given) : null;

    /// <summary>A file of the repository.</summary>
    public static string OfRepository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));

    // The setting names the set's own folder, or the one that holds all sets. One that is set but wrong is a failure.
    private static string Find(string given)
    {
        var within = Path.Combine(given, "maven_crm_sales");
        return Directory.Exists(within) ? within : given;
    }
}

/// <summary>Runs where the sample data is at hand, and says so where it isn't.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SampleDataFactAttribute : FactAttribute
{
    public SampleDataFactAttribute() => Skip = SampleData.WhyNot;
}

/// <inheritdoc cref="SampleDataFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SampleDataTheoryAttribute : TheoryAttribute
{
    public SampleDataTheoryAttribute() => Skip = SampleData.WhyNot;
}
