using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Simulator.Conversations;
using LeadSail.Simulator.Endings;
using LeadSail.Simulator.Webhooks;
using LeadSail.Simulator.Workspaces;

namespace LeadSail.Simulator.Calls;

/// <summary>All that follows from one start request; decided, and committed, before anything rings.</summary>
/// <param name="Dial">The row of the dial log.</param>
/// <param name="Reply">What to answer.</param>
/// <param name="Conversation">The call; null when nothing is dialled.</param>
/// <param name="Webhooks">The webhooks that will report it.</param>
public sealed record StartedCall(Dial Dial, StartReply Reply, Conversation? Conversation, ImmutableArray<Webhook> Webhooks)
{
    /// <summary>A request that the number's ending has no part in: no key, a bad form, an id that is not there.</summary>
    public static StartedCall Refuse(StartRequest request, ApiError error, DateTimeOffset now) =>
        new(Undialled(request, now, error.Status.ToString(CultureInfo.InvariantCulture), "request"), new(now, error.Status, error.Body), null, []);

    /// <summary>Decides what becomes of the <paramref name="nth"/> dial of a number: a pure function of what it is given.</summary>
    /// <param name="request">A request without fault.</param>
    /// <param name="nth">Which dial of this number it is, from 1.</param>
    /// <param name="now">The instant of the request.</param>
    /// <param name="options">Seed, pace, and whether webhooks are wanted.</param>
    public static StartedCall Decide(StartRequest request, int nth, DateTimeOffset now, SimulatorOptions options)
    {
        var ending = Ending.Of(request.To, nth, options.Seed);
        var refusal = ending.Answer switch
        {
            StartAnswer.TooManyTwice when nth <= 2 => ApiErrors.TooMany,
            StartAnswer.UnavailableTwice when nth <= 2 => ApiErrors.Unavailable,
            StartAnswer.AgentNotFound => ApiErrors.NoAgent(request.AgentId),
            StartAnswer.OutOfCredits => nth % 2 == 1 ? ApiErrors.NoCredits : ApiErrors.QuotaExceeded,
            _ => null,
        };
        if (refusal is not null)
        {
            var answer = refusal.Status.ToString(CultureInfo.InvariantCulture);
            return new(Undialled(request, now, answer, ending.Name, ending.Name, nth), new(now, refusal.Status, refusal.Body), null, []);
        }

        if (ending.Answer == StartAnswer.DroppedNothingRings)
            return new(Undialled(request, now, "dropped", ending.Name, ending.Name, nth), StartReply.Dropped(now), null, []);

        var conversation = Converse(request, ending, nth, now, options);
        var failure = conversation.Plan.Failure;
        var tellsInReply = failure is not null && request.Transport == Transport.SipTrunk && ending.Answer != StartAnswer.FailureByWebhookOnly;
        var onlyInReply = tellsInReply && ending.Answer == StartAnswer.FailureByReplyOnly;
        var reply = Answer(conversation, ending, tellsInReply ? failure : null, onlyInReply);
        return new(
            new()
            {
                Time = now,
                To = request.To,
                Transport = request.Transport,
                From = conversation.AgentNumber,
                AttemptId = request.UserId,
                AgentId = request.AgentId,
                ConversationId = conversation.Id,
                Ending = ending.Name,
                Nth = nth,
                Answer = reply.Body is null ? "dropped" : "200",
                Dialled = true,
                Reason = failure is null ? ending.Name : $"{failure.Reason} (SIP {failure.SipCode})",
                AnsweredAt = failure is null ? conversation.RungAt : null,
                EndedAt = conversation.EndedAt,
            },
            reply,
            conversation,
            onlyInReply || options.WebhookUrl is null ? [] : [.. Webhook.Of(ending.Delivery, conversation.Id, conversation.ReportedAt, options)]);
    }

    private static Conversation Converse(StartRequest request, Ending ending, int nth, DateTimeOffset now, SimulatorOptions options)
    {
        var agent = Workspace.Agent(request.AgentId)!;
        var plan = CallPlanner.Plan(
            ending.Story, request, Chance.Of(options.Seed, request.To, nth, "plan"), agent.Name, DateOnly.FromDateTime(now.UtcDateTime));
        TimeSpan Life(double seconds) => ending.Delivery == Delivery.BeforeReply ? TimeSpan.Zero : options.Life(seconds);
        string Id(string prefix, int length) => Chance.Id(prefix, length, options.Seed, request.To, nth, request.UserId);
        string Sid(string prefix) => Chance.Sid(prefix, options.Seed, request.To, nth, request.UserId);
        var (rung, twilio) = (now + Life(plan.RingSeconds), request.Transport == Transport.Twilio);
        return new()
        {
            Id = Id("conv_", 28),
            AgentId = agent.Id,
            AgentName = agent.Name,
            UserId = request.UserId,
            Transport = request.Transport,
            PhoneNumberId = request.PhoneNumberId,
            AgentNumber = Workspace.Number(request.PhoneNumberId)!.Number,
            ExternalNumber = request.To,
            CallSid = twilio ? Sid("CA") : Id("SCL_", 12),
            LegId = twilio ? Sid("MZ") : Id("otb_", 28),
            ClientData = request.ClientData,
            Plan = plan,
            StartedAt = now,
            RungAt = rung,
            EndedAt = rung + Life(plan.TalkSeconds),
            ReportedAt = rung + Life(plan.TalkSeconds) + Life(plan.ProcessingSeconds),
        };
    }

    private static StartReply Answer(Conversation conversation, Ending ending, Failure? told, bool withoutId)
    {
        var twilio = conversation.Transport == Transport.Twilio;
        var due = twilio ? conversation.StartedAt : conversation.RungAt;
        if (ending.Answer == StartAnswer.DroppedCallGoesOn) return StartReply.Dropped(due);
        object body = twilio
            ? new { success = true, message = "Success", conversation_id = conversation.Id, callSid = conversation.CallSid }
            : new
            {
                success = told is null,
                message = told?.Message ?? "Success",
                conversation_id = withoutId ? null : conversation.Id,
                sip_call_id = told is null ? conversation.CallSid : null,
            };
        return new(due, StatusCodes.Status200OK, body, ending.Delivery == Delivery.BeforeReply);
    }

    private static Dial Undialled(StartRequest request, DateTimeOffset now, string answer, string reason, string? ending = null, int nth = 0) => new()
    {
        Time = now,
        To = request.To,
        Transport = request.Transport,
        AttemptId = request.UserId,
        AgentId = request.AgentId,
        Ending = ending,
        Nth = nth,
        Answer = answer,
        Reason = reason,
        EndedAt = now,
    };
}

/// <summary>What to answer to a start request.</summary>
/// <param name="Due">Not before this instant.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; null to drop the connection.</param>
/// <param name="AfterWebhook">Whether the webhook has to be answered first.</param>
public sealed record StartReply(DateTimeOffset Due, int Status, object? Body, bool AfterWebhook = false)
{
    /// <summary>The connection is dropped in place of a reply.</summary>
    public static StartReply Dropped(DateTimeOffset due) => new(due, 0, null);
}
