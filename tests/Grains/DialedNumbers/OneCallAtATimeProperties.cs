using LeadSail.Calls;
using LeadSail.Lives;

namespace LeadSail.DialedNumbers;

/// <summary>Never two calls at once to one number, whatever asked for them, whatever crashed.</summary>
public sealed class OneCallAtATimeProperties
{
    [Fact]
    public void Two_leads_with_one_number_never_make_it_ring_twice_at_once() => Cases.Hold(41, choices =>
    {
        var world = new TwoLeads(choices);
        while (choices.More)
        {
            world.Step();
            Assert.False(world.RangTwice, "The phone rings twice.");
        }
    }, length: 600);

    [Fact]
    public void In_the_end_every_call_is_over_the_number_free_each_attempt_counted_once_and_each_opt_out_heard() => Cases.Hold(42, choices =>
    {
        var world = new TwoLeads(choices);
        while (choices.More)
        {
            world.Step();
        }

        world.ComeToRest();

        Assert.All(world.Calls, call => Assert.Equal((CallPhase.Final, CallDebts.None), (call.Phase, call.Debts)));
        Assert.Null(world.Number.Ledger.Running);
        Assert.All(world.Leads, lead => Assert.Equal((null, null), (lead.Intent, lead.ActiveInteractionId)));
        Assert.Equal(world.Calls.Any(call => call.OptOut), world.Number.Ledger.Listed is not null);
        Assert.Equal(
            world.Calls.Where(call => call.OptOut).Select(call => call.Call!.LeadId).Distinct().Order(StringComparer.Ordinal),
            world.Leads.Index().Where(lead => lead.Item.Dnc is not null).Select(lead => $"lead_{lead.Index}"));
        var dialled = world.Calls.Where(call => call.Dialled).Select(call => call.Call!.InteractionId).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(dialled, world.Number.Ledger.Calls.Select(call => call.InteractionId).Order(StringComparer.Ordinal));
        Assert.Equal(dialled, world.Leads.SelectMany(lead => lead.Attempts).Select(attempt => attempt.InteractionId).Order(StringComparer.Ordinal));
    }, length: 600);
}
