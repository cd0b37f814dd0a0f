using LeadSail.Calls;
using LeadSail.Providers;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Faults;
using LeadSail.Simulation.Worlds;
using LeadSail.Webhooks;

namespace LeadSail.Simulation.Providers;

/// <summary>Carries reports from the provider to the product: lost, doubled, late, out of order, forged. What is not answered 200 is sent again a few times, or not at all.</summary>
internal sealed class Courier(World world, FaultPlan faults, Chance chance)
{
    private static readonly TimeSpan[] Again = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)];

    private int underWay;

    /// <summary>What the product acknowledged.</summary>
    public List<Delivery> Acknowledged { get; } = [];

    /// <summary>Whether more is to come.</summary>
    public bool IsBusy => underWay > 0;

    /// <summary>A call is over: its report sets out.</summary>
    public void Report(Conversation conversation)
    {
        var failed = conversation.Outcome.Status is InteractionStatus.Busy or InteractionStatus.NoAnswer && chance.OneIn(5);
        var (type, report) = failed ? ("call_initiation_failure", conversation.Failure(world.Clock.TrueTime)) : ("post_call_transcription", conversation.Report);
        var bad = faults.On ? faults.BadWebhooks : 0;
        if (chance.Below(60) < bad)
        {
            faults.Note("webhook forged");
            Send(chance.Seconds(0, 60), type, report with { Outcome = new CallOutcome { Status = InteractionStatus.Dnc }, Summary = "forged" }, "forged", Again.Length);
        }

        if (chance.Below(50) < bad)
        {
            faults.Note("webhook lost");
            return;
        }

        var wait = chance.Seconds(0.1, 12);
        if (chance.Below(50) < bad)
        {
            faults.Note("webhook late");
            wait = chance.OneIn(3) ? chance.Seconds(600, 9000) : chance.Seconds(20, 600);
        }

        Send(wait, type, report, WebhookReceiver.Signature, 0);
        if (chance.Below(40) < bad)
        {
            faults.Note("webhook doubled");
            Send(chance.OneIn(2) ? wait : wait + chance.Seconds(0, 900), type, report, WebhookReceiver.Signature, 0);
        }
    }

    private void Send(TimeSpan wait, string type, CallReport report, string signature, int tries)
    {
        underWay++;
        world.Clock.In(wait, () =>
        {
            underWay--;
            var process = world.Process;
            if (process is not { IsReady: true, IsAlive: true })
            {
                Retry(type, report, signature, tries);
                return;
            }

            // nobody tells whether a process dies before it answers: the provider waits a minute
            var answered = false;
            process.Do("api", async () =>
            {
                answered = await Receive(process, type, report, signature) || signature != WebhookReceiver.Signature;
            });
            underWay++;
            world.Clock.In(TimeSpan.FromMinutes(1), () =>
            {
                underWay--;
                if (!answered)
                {
                    Retry(type, report, signature, tries);
                }
            });
        });
    }

    private void Retry(string type, CallReport report, string signature, int tries)
    {
        if (tries < Again.Length && !chance.OneIn(4))
        {
            Send(Again[tries], type, report, signature, tries + 1);
        }
        else
        {
            faults.Note("webhook given up");
        }
    }

    /// <summary>What the endpoint does: verify, read, store, and only then answer 200.</summary>
    private async Task<bool> Receive(LiveProcess process, string type, CallReport report, string signature)
    {
        var body = WebhookReceiver.Body(type, report);
        var receiver = new WebhookReceiver();
        var now = process.Clock.GetUtcNow();
        if (receiver.Verify(signature, body, now) != SignatureVerdict.Valid)
        {
            world.History.Say($"a forged webhook of {report.ConversationId} is refused");
            return false;
        }

        var said = receiver.Read(body);
        var isNew = await process.Inbox.AcceptAsync(new InboxItem(world.Ids.Next("evt"), receiver.Key, said.ConversationId, said.Type, now, body, 0));
        if (isNew)
        {
            process.Pump.Nudge();
        }

        world.History.Say($"webhook {type} of {report.ConversationId} is acknowledged{(isNew ? "" : ", a repeat")}");
        Acknowledged.Add(new Delivery(report.ConversationId, report.AttemptId, Enums.Name(report.Outcome!.Status), report.Summary ?? "", world.Clock.Elapsed));
        return true;
    }
}
