using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Rulings that Carl may issue, and cases on which he may.</summary>
internal static class RulingScenes
{
    public static readonly IssueRuling Uphold = new(
        1,
        Verdict.Upheld,
        RootCause.Qualification,
        Words("No money indeed"),
        null,
        Teach,
        null,
        null,
        Chair("03-04 09:00"));

    public static readonly IssueRuling Overturn = Uphold with
    {
        Verdict = Verdict.Overturned,
        RootCause = RootCause.FollowUp,
        Rationale = Words("Nobody asked them"),
    };

    public static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    public static readonly LeadScene HeldByCarl = Open.And(Claimed(Carl, "03-04 08:50"));

    /// <summary>Pia voted, who with Carl is a quorum, and Carl did not.</summary>
    public static readonly LeadScene OnlyPiaUpholds = HeldByCarl.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"));

    /// <summary>Pia and Carl found that sales was right.</summary>
    public static readonly LeadScene BothUphold = OnlyPiaUpholds.And(Voted(Carl, Verdict.Upheld, "03-04 08:55"));

    /// <summary>Pia and Carl found that sales was wrong.</summary>
    public static readonly LeadScene BothOverturn = HeldByCarl.And(
        Voted(Pia, Verdict.Overturned, "03-03 10:00"), Voted(Carl, Verdict.Overturned, "03-04 08:55"));

    public static readonly MemberVote PiaUpholds = new(Pia, Verdict.Upheld);

    public static readonly MemberVote PaulUpholds = new(Paul, Verdict.Upheld);

    public static readonly MemberVote CarlUpholds = new(Carl, Verdict.Upheld);

    public static readonly MemberVote PiaOverturns = new(Pia, Verdict.Overturned);

    public static readonly MemberVote CarlOverturns = new(Carl, Verdict.Overturned);

    /// <summary>Pia and Paul found that sales was right, and Carl that it was not.</summary>
    public static readonly LeadScene TwoUphold = OnlyPiaUpholds.And(
        Voted(Paul, Verdict.Upheld, "03-03 11:00"), Voted(Carl, Verdict.Overturned, "03-04 08:55"));

    public static readonly LeadScene OnTheirOwn = HeldByCarl.JudgedBy(Company.Panel with
    {
        Members = [new Member(Carl, MemberFunction.Neither)],
    });
}
