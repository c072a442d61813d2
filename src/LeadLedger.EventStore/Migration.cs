using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LeadLedger.EventStore;

/// <summary>One numbered script that moves a database forward. Once shipped it never changes.</summary>
/// <param name="Number">Its place in the order, unique over all scripts of the program.</param>
/// <param name="Name">What it is about, for people.</param>
/// <param name="Sql">Statements that run in one transaction.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the script in hex; line ends count as LF, whatever a checkout made of them.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The scripts <c>0001_name.sql</c> embedded in an assembly under a folder, in order.</summary>
    /// <param name="assembly">Where they are embedded.</param>
    /// <param name="prefix">What comes before the number in the resource names, the last dot included.</param>
    public static IReadOnlyList<Migration> EmbeddedIn(Assembly assembly, string prefix)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal)
                && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource, resource[prefix.Length..^".sql".Length]))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        var parts = file.Split('_', 2);
        if (parts.Length != 2 || !int.TryParse(parts[0], out var number))
            throw new InvalidOperationException($"The script {resource} isn't named like 0001_name.sql.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new Migration(number, parts[1], reader.ReadToEnd());
    }
}
