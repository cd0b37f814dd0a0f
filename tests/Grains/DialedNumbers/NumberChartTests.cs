using LeadSail.Lives;
using static LeadSail.DialedNumbers.NumberExamples;

namespace LeadSail.DialedNumbers;

/// <summary>Every phase of a number against every command (<c>number-chart.approved.txt</c>), and the form in which a ledger is stored.</summary>
public sealed class NumberChartTests
{
    private static readonly (string Name, NumberLife Number)[] Phases =
    [
        ("free", Free()),
        ("held", Held()),
        ("held, at night", Held().At(Moments.Start.AddHours(12))),
        ("permitted", Permitted()),
        ("free, called", Called()),
        ("held, called", Called().When(Reserve("int_1"))),
        ("free, listed", Listed()),
        ("held, listed", Listed().When(Reserve("int_1"))),
        ("free, the person calls", Free().When(new Occupy("int_in", "lead_1", "CA1"))),
        ("held, the person calls", Held().When(new Occupy("int_in", "lead_1", "CA1"))),
        ("permitted, the person calls", Permitted().When(new Occupy("int_in", "lead_1", "CA1"))),
        ("free, claimed", Free().When(new Claim("SOL", "lead_1"))),
    ];

    private static readonly (string Name, NumberCommand Command)[] Commands =
    [
        ("Reserve int_1", Reserve("int_1")),
        ("Reserve int_2", Reserve("int_2", "lead_2")),
        ("Permit int_1", Permit()),
        ("Permit int_2", Permit("int_2")),
        ("Permit int_1, the lead must not be phoned", Permit() with { LeadDnc = true }),
        ("Permit int_1, inactive campaign", Permit() with { CampaignActive = false }),
        ("Permit int_1, paused, test", Permit() with { IsPaused = true, IsTest = true }),
        ("Permit int_1, cap of 1 in 24 h", Permit() with { Cap = new CallCap(1, 24) }),
        ("Permit int_1, inactive, test", Permit() with { CampaignActive = false, IsTest = true }),
        ("Release int_1", Release("int_1")),
        ("Release int_1, not dialled", Release("int_1", dialled: false)),
        ("Release int_1, opt-out", Release("int_1", optOut: true)),
        ("Release int_2", Release("int_2")),
        ("Release int_2, opt-out", Release("int_2", optOut: true)),
        ("Occupy int_in", new Occupy("int_in", "lead_1", "CA1")),
        ("Occupy int_in2, the same call", new Occupy("int_in2", "lead_1", "CA1")),
        ("Occupy int_in2, another call", new Occupy("int_in2", "lead_1", "CA2")),
        ("Release int_in", Release("int_in")),
        ("AdoptCall int_1, runs", new AdoptCall("int_1", "lead_1", Moments.Start, null)),
        ("AdoptCall int_2, runs", new AdoptCall("int_2", "lead_2", Moments.Start, null)),
        ("AdoptCall int_2, over", new AdoptCall("int_2", "lead_2", Moments.Start.AddMinutes(-9), Moments.Start.AddMinutes(-7))),
        ("ListNumber", new ListNumber("asked by letter", "key_1")),
        ("UnlistNumber", new UnlistNumber("key_1")),
        ("Claim SOL", new Claim("SOL", "lead_9")),
        ("Claim ROOF", new Claim("ROOF", "lead_9")),
    ];

    [Fact]
    public void Every_phase_meets_every_command_as_approved()
    {
        var chart = new Chart<NumberState, NumberCommand, NumberEvent>(
            (state, command, now) => NumberMachine.Decide(state, command, Phone, now), NumberMachine.Evolve, happened => happened.GetType().Name, Where);
        foreach (var (name, number) in Phases)
        {
            chart.Add(name, number.State, number.Now, Commands);
        }

        Approved.Check("DialedNumbers/number-chart.approved.txt", chart.ToString());
    }

    [Fact]
    public void The_chart_has_every_command() => Assert.Equal(
        typeof(NumberCommand).Assembly.GetTypes().Where(type => type.BaseType == typeof(NumberCommand)).Select(type => type.Name).Order(),
        Commands.Select(command => command.Command.GetType().Name).Distinct().Order());

    [Fact]
    public void A_rich_ledger_is_stored_as_approved_and_older_forms_are_still_read()
    {
        var number = Listed().When(new Claim("SOL", "lead_1")).When(Reserve("int_2", "lead_2")).When(Permit("int_2"))
            .Given(new PermitGiven("int_2")).When(new Occupy("int_in", "lead_1", "CA1"));
        Stored.IsApproved("DialedNumbers/Stored/number", number.State);
        Stored.ComesBack(number.State);
    }

    private static string Where(NumberState state, DateTimeOffset now) => string.Join(", ", new[]
    {
        state.Ledger.Running is { } running ? $"{(running.PermittedAt is null ? "held by" : "permitted to")} {running.InteractionId}" : "free",
        state.Ledger.Inbound is { } inbound ? $"calling in {inbound.InteractionId}" : null,
        state.Ledger.Calls.IsEmpty ? null : $"called {string.Join(' ', state.Ledger.Calls.Select(call => call.InteractionId))}",
        state.Ledger.Listed is null ? null : "listed",
        state.Claims.IsEmpty ? null : $"claimed {string.Join(' ', state.Claims.Select(claim => claim.CampaignId))}",
    }.OfType<string>());
}
