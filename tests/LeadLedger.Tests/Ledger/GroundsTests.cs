using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Tests.Ledger;

/// <summary>
/// Decisions rest on cached agreements, on several nodes, and yet never on an old one: an append is guarded by the
/// version that was decided on, and a refusal, which appends nothing, is looked at anew before it is said.
/// </summary>
public sealed class GroundsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset March = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly AgreementId _agreement = new(Guid.NewGuid());

    [Fact]
    public async Task A_handoff_costs_one_round_trip_once_the_agreement_is_known()
    {
        await using var store = new PostgresEventStore(postgres.Service);
        var node = new Node(store);
        await Agree(node, Terms());
        Assert.True(await node.HandOff(_agreement, "mia", March));
        node.Store.Spent();

        for (var i = 0; i < 3; i++)
            Assert.True(await node.HandOff(_agreement, "mia", March));
        Assert.Equal((3, 0), node.Store.Spent());
    }

    [Fact]
    public async Task A_decision_that_an_old_agreement_would_accept_is_made_anew_on_the_present_one()
    {
        await using var store = new PostgresEventStore(postgres.Service);
        var (one, other) = (new Node(store), new Node(store));
        await Agree(one, Terms());
        Assert.True(await other.HandOff(_agreement, "mia", March));

        // From April on it is another marketing person's; the other node still has March's agreement at hand.
        var revised = Terms() with { EffectiveFrom = new Month(2026, 4), Parties = new(["mona"], ["sam"], ["max"]) };
        await one.Propose(_agreement, revised, March);
        await one.Sign(_agreement, 2, "mona", March);
        await one.Sign(_agreement, 2, "max", March);
        other.Store.Spent();

        Assert.False(await other.HandOff(_agreement, "mia", March.AddMonths(1)));
        Assert.Equal(1, other.Store.Spent().Appends);
        Assert.True(await other.HandOff(_agreement, "mona", March.AddMonths(1)));
    }

    [Fact]
    public async Task A_refusal_by_an_old_agreement_is_looked_at_anew()
    {
        await using var store = new PostgresEventStore(postgres.Service);
        var (one, other) = (new Node(store), new Node(store));
        await one.Draft(_agreement);
        await one.Propose(_agreement, Terms(), March.AddDays(-10));
        await one.Sign(_agreement, 1, "mia", March.AddDays(-10));
        Assert.False(await other.HandOff(_agreement, "mia", March));

        await one.Sign(_agreement, 1, "max", March.AddDays(-10));
        Assert.True(await other.HandOff(_agreement, "mia", March));
    }

    [Fact]
    public async Task Agreements_that_arent_there_fill_no_memory()
    {
        await using var store = new PostgresEventStore(postgres.Service);
        var node = new Node(store);
        for (var i = 0; i < 10; i++)
        {
            var nowhere = new AgreementId(Guid.NewGuid());
            Assert.False(await node.HandOff(nowhere, "mia", March));
            Assert.Null(node.Agreements.Cached(nowhere.Value));
        }
    }

    private static Terms Terms() => Company.Terms(month: 3) with { Review = null };

    private async Task Agree(Node node, Terms terms)
    {
        var before = March.AddDays(-10);
        await node.Draft(_agreement);
        await node.Propose(_agreement, terms, before);
        await node.Sign(_agreement, 1, "mia", before);
        await node.Sign(_agreement, 1, "max", before);
    }

    /// <summary>A service's way into the ledger, with caches of its own.</summary>
    private sealed class Node
    {
        private static readonly LedgerSecrets Secrets = new(
            "k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }, new byte[32]);

        private static readonly Dictionary<string, PersonalText> NoAnswers = [];

        private readonly Decider _decider;
        private readonly Grounds _grounds;

        public Node(PostgresEventStore store)
        {
            Store = new CountedStore(store);
            Agreements = new AgreementCache(Store);
            _grounds = new Grounds(Agreements, new PanelCache(Store), new MonthCache(Store));
            _decider = new Decider(Store, Secrets, _grounds);
        }

        public CountedStore Store { get; }

        public AgreementCache Agreements { get; }

        public Task Draft(AgreementId id) =>
            Decide(id, new Act("lex", Role.Agreements, "lex", March, March), (state, act) =>
                DraftAgreement.Decide(state, new(id, "Enterprise", "emea", act)));

        public Task Propose(AgreementId id, Terms terms, DateTimeOffset at) =>
            Decide(id, new Act("lex", Role.Agreements, "lex", at, at), (state, act) =>
                ProposeTerms.Decide(state, new(terms, null, act)));

        public Task Sign(AgreementId id, int version, string who, DateTimeOffset at) =>
            Decide(id, new Act(who, Role.Marketing, who, at, at), (state, act) =>
                SignTerms.Decide(state, new(version, act)));

        /// <summary>False: refused.</summary>
        public async Task<bool> HandOff(AgreementId id, string marketing, DateTimeOffset at)
        {
            var lead = new LeadId(Guid.NewGuid());
            var act = new Act(marketing, Role.Marketing, marketing, at, at);
            var command = new HandOffLead(
                lead,
                new Person(null, null, null, null, null, null),
                new("enterprise", Bucket.OtherLowFit, "demoRequest", "web", null, NoAnswers, null),
                act);
            var outcome = await _decider.Decide(
                StreamKinds.Lead,
                lead.Value,
                new CommandContext(act, Guid.NewGuid().ToString(), "hash"),
                state => _grounds.Judge<LeadEvent>(id, agreement => agreement is null
                    ? new AgreementIsUnknown()
                    : HandOffLead.Decide(state, agreement, command)),
                startsStream: true);
            return outcome is Outcome<Lead>.Accepted;
        }

        private async Task Decide(
            AgreementId id, Act act, Func<Agreement?, Act, Decision<AgreementEvent>> decide)
        {
            var outcome = await _decider.Decide(
                StreamKinds.Agreement,
                id.Value,
                new CommandContext(act, Guid.NewGuid().ToString(), Guid.NewGuid().ToString()),
                state => Judgement.Alone(decide(state, act)));
            Assert.IsType<Outcome<Agreement?>.Accepted>(outcome);
        }
    }
}
