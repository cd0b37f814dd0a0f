using LeadSail.Lives;
using static LeadSail.DialedNumbers.NumberExamples;

namespace LeadSail.DialedNumbers;

/// <summary>Any commands, from anybody, in any order, at any hour.</summary>
public sealed class NumberProperties
{
    [Fact]
    public void One_call_holds_a_number_and_nobody_else_moves_it() => Cases.Hold(31, choices =>
    {
        var number = Free();
        while (choices.More)
        {
            number.After(TimeSpan.FromMinutes(choices.Of(0, 1, 7, 60, 300, 1_440, 14_400, -1)));
            var (before, command) = (number.State, AnyCommand(choices, number.Now));
            choices.Note($"{number.Now:MM-dd HH:mm} {command}");
            number.When(command);

            AssertLawful(before, command, number);
            AssertRemembered(before.Ledger, number.State.Ledger, command, number.Now);
            if (command is not Permit && number.Said.Refusal is null)
            {
                number.When(command).ThenNothing();
            }

            Stored.ComesBack(number.State);
        }
    });

    private static void AssertLawful(NumberState before, NumberCommand command, NumberLife number)
    {
        var (was, now) = (before.Ledger.Running, number.State.Ledger.Running);
        switch (command)
        {
            case Reserve reserve:
                Assert.Equal(was?.InteractionId ?? reserve.InteractionId, now?.InteractionId);
                Assert.Equal(number.Said.Refusal is not null, was is not null && was.InteractionId != reserve.InteractionId);
                break;
            case Permit permit:
                var local = TimeZoneInfo.ConvertTime(number.Now, TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).TimeOfDay;
                var mayCall = was?.InteractionId == permit.InteractionId && before.Ledger.Listed is null && !permit.LeadDnc && !permit.IsPaused && (permit.CampaignActive || permit.IsTest)
                    && (permit.Cap is not { } cap || before.Ledger.Calls.Count(call => call.DialledAt > number.Now.AddHours(-cap.Hours)) < cap.Calls)
                    && local >= TimeSpan.FromHours(8) && local < new TimeSpan(20, 59, 0);
                Assert.Equal(mayCall, number.Said.Events is [PermitGiven]);
                Assert.Equal(was?.InteractionId, now?.InteractionId);
                break;
            case Release release:
                Assert.Equal(was?.InteractionId == release.InteractionId ? null : was, now);
                Assert.True(number.State.Ledger.Listed is not null || !release.OptOut);
                Assert.True(was?.InteractionId == release.InteractionId || before.Ledger.Calls == number.State.Ledger.Calls, "Somebody else's release changed the count.");
                break;
            case ListNumber or UnlistNumber:
                Assert.Equal(command is ListNumber, number.State.Ledger.Listed is not null);
                Assert.Equal(before.Ledger, number.State.Ledger with { Listed = before.Ledger.Listed });
                break;
            case Claim claim:
                Assert.NotNull(NumberMachine.ClaimedBy(number.State, claim.CampaignId, number.Now));
                Assert.Equal(before.Ledger, number.State.Ledger);
                break;
        }
    }

    private static void AssertRemembered(Ledger before, Ledger after, NumberCommand command, DateTimeOffset now)
    {
        Assert.Equal(after.Calls.Length, after.Calls.DistinctBy(call => call.InteractionId).Count());
        Assert.True(before.Listed is null || before.Listed == after.Listed || command is UnlistNumber);
        Assert.All(before.Calls.Except(after.Calls), forgotten => Assert.True(forgotten.EndedAt <= now - NumberMachine.Memory));
        Assert.True(after.Calls.Except(before.Calls).Count() <= 1);
    }

    private static NumberCommand AnyCommand(Choices choices, DateTimeOffset now)
    {
        var id = $"int_{choices.Below(4)}";
        return choices.Below(10) switch
        {
            0 or 1 => Reserve(id, $"lead_{choices.Below(2)}"),
            2 or 3 or 4 => new Permit(id, CampaignActive: !choices.OneIn(5), IsTest: choices.OneIn(5), NewYork, LeadDnc: choices.OneIn(12))
            {
                IsPaused = choices.OneIn(12), Cap = choices.OneIn(3) ? new CallCap(1 + choices.Below(2), choices.Of(1, 24)) : null,
            },
            5 or 6 => new Release(id, choices.OneIn(2), now, OptOut: choices.OneIn(12)),
            7 => choices.OneIn(3) ? new ListNumber("asked by letter", "key_1") : new UnlistNumber("key_1"),
            _ => new Claim(choices.Of("SOL", "ROOF"), $"lead_{choices.Below(3)}"),
        };
    }
}
