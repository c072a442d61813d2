using System.Reflection;
using LeadLedger.Domain;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Http;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Http;

/// <summary>docs/adr/0008-http-answers.md names every problem that isn't a rule's refusal, under its status.</summary>
public sealed class ProblemListTests
{
    private static readonly string[] Lines =
        File.ReadAllLines(Path.Combine(Checkout.Folder, "docs", "adr", "0008-http-answers.md"));

    [Fact]
    public void Every_problem_stands_in_the_table_under_its_status()
    {
        var problems = ((Type[])[typeof(Problems), typeof(BulkProblems)])
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(Make)
            .OfType<Problem>()
            .ToArray();
        Assert.True(problems.Length > 20);
        foreach (var problem in problems)
        {
            var status = problem.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(
                Lines.Any(line => line.StartsWith('|')
                    && line.Split('|')[1].Contains(status, StringComparison.Ordinal)
                    && line.Contains($"`{problem.Code}`", StringComparison.Ordinal)),
                $"{problem.Status} {problem.Code} isn't in docs/adr/0008-http-answers.md.");
        }
    }

    private static Problem? Make(MemberInfo member) => member switch
    {
        PropertyInfo { PropertyType: var type } property when type == typeof(Problem) =>
            (Problem?)property.GetValue(null),
        MethodInfo { IsSpecialName: false } method => (Problem?)method.Invoke(
            null, [.. method.GetParameters().Select(parameter => Argument(parameter.ParameterType))]),
        _ => null,
    };

    private static object? Argument(Type type)
    {
        if (type == typeof(string))
            return "it";
        if (type == typeof(long))
            return 1L;
        if (type == typeof(IReadOnlyList<Role>))
            return Array.Empty<Role>();
        return new FieldError[] { new("it", "wrong-type", "It is wrong.") };
    }
}
