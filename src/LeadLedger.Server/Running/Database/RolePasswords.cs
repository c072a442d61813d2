using System.Buffers.Text;
using System.Security.Cryptography;

namespace LeadLedger.Server.Running.Database;

/// <summary>The passwords of the three roles that the database knows.</summary>
public sealed record RolePasswords(string Owner, string Service, string Bi)
{
    /// <summary>Three random ones.</summary>
    public static RolePasswords Make() => new(MakeOne(), MakeOne(), MakeOne());

    /// <summary>One of 192 random bits, in letters that need no quoting anywhere.</summary>
    public static string MakeOne() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    /// <summary>Leaves the secrets out of every log and message.</summary>
    public override string ToString() => nameof(RolePasswords);
}
