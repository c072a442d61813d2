using System.Buffers.Text;
using System.Security.Cryptography;

namespace LeadLedger.Server.Running.Database;

/// <summary>The passwords of the roles that the database knows.</summary>
/// <param name="Owner">That of migrations.</param>
/// <param name="Service">That of the service.</param>
/// <param name="Bi">That of whoever reads <c>bi_v1</c>.</param>
/// <param name="BiPeople">That of whoever reads names too; null: nobody logs in as that role.</param>
public sealed record RolePasswords(string Owner, string Service, string Bi, string? BiPeople = null)
{
    /// <summary>Random ones for all of them.</summary>
    public static RolePasswords Make() => new(MakeOne(), MakeOne(), MakeOne(), MakeOne());

    /// <summary>One of 192 random bits, in letters that need no quoting anywhere.</summary>
    public static string MakeOne() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    /// <summary>Leaves the secrets out of every log and message.</summary>
    public override string ToString() => nameof(RolePasswords);
}
