using LeadLedger.Domain.Specs.Leads;

namespace LeadLedger.Domain.Specs;

/// <summary>docs/refusals.md lists what there is, and there is what it lists.</summary>
public sealed class RefusalsPageSpecs
{
    private static readonly RefusalsPage Page = RefusalsPage.Read();

    private static readonly IReadOnlyList<Type> Refusals =
    [
        .. typeof(Refusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract),
    ];

    [Fact]
    public void Every_refusal_has_one_entry_and_every_entry_is_a_refusals() =>
        Assert.Equal(Refusals.Select(RefusalsPage.CodeOf).Order(), Page.Entries.Select(entry => entry.Code).Order());

    [Fact]
    public void Every_entry_has_the_status_of_its_kind() =>
        Assert.All(Refusals, refusal => Assert.Equal(StatusOf(Example(refusal).Kind), EntryOf(refusal).Status));

    [Fact]
    public void Every_entry_says_something() =>
        Assert.All(Page.Entries, entry => Assert.Matches(@"^[A-Z][^#]{20,}\.$", entry.Paragraph));

    [Fact]
    public void Every_command_has_its_order_and_every_order_is_a_commands()
    {
        var commands = typeof(Refusal).Assembly.GetExportedTypes().Where(type => type.GetMethod("Decide") is not null);
        Assert.Equal(commands.Select(command => command.Name).Order(), Page.Orders.Keys.Order());
    }

    [Fact]
    public void Every_refusal_is_some_commands_and_every_code_in_an_order_is_a_refusals() =>
        Assert.Equal(
            Refusals.Select(RefusalsPage.CodeOf).Order(),
            Page.Orders.Values.SelectMany(codes => codes).Distinct().Order());

    [Fact]
    public void The_orders_of_the_commands_on_leads_are_those_that_the_decisions_keep() =>
        Assert.All(PrecedenceTables.All, table => Assert.Equal(
            table.Flaws.Select(flaw => RefusalsPage.CodeOf(flaw.Refusal)).Distinct(),
            Page.Orders[table.Command.Name]));

    private static RefusalEntry EntryOf(Type refusal) =>
        Page.Entries.Single(entry => entry.Code == RefusalsPage.CodeOf(refusal));

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotAllowed => 403,
        RefusalKind.NotFound => 404,
        RefusalKind.Gone => 410,
        RefusalKind.Conflict => 409,
        RefusalKind.Unprocessable => 422,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // The kind is the type's alone, so any values will do for the rest.
    private static Refusal Example(Type refusal)
    {
        var constructor = refusal.GetConstructors().Single();
        var values = constructor.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(string) => "x",
            var type when type == typeof(Month) => new Month(2026, 3),
            { IsValueType: true } type => Activator.CreateInstance(type),
            _ => null,
        });
        return (Refusal)constructor.Invoke([.. values]);
    }
}
