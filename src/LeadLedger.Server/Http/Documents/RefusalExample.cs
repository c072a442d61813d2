using System.Reflection;
using LeadLedger.Domain;

namespace LeadLedger.Server.Http.Documents;

/// <summary>A refusal by its type alone, for the document: with nothing in it that a real one would name.</summary>
internal static class RefusalExample
{
    public static Problem Of(Type refusal)
    {
        var constructor = refusal.GetConstructors(BindingFlags.Instance | BindingFlags.Public)[0];
        var arguments = constructor.GetParameters().Select(parameter => Placeholder(parameter.ParameterType)).ToArray();
        return Problem.Of((Refusal)constructor.Invoke(arguments));
    }

    private static object? Placeholder(Type type)
    {
        if (type == typeof(string))
            return "…";
        if (type == typeof(int) || type == typeof(long))
            return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(Month))
            return new Month(2026, 3);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
