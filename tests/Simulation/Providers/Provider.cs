using System.Globalization;
using LeadSail.Calls;
using LeadSail.Providers;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Faults;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Providers;

/// <summary>
/// The provider, a witness: it knows nothing of the product's state, and lives on when the product dies. Its dial log is what the checker believes.
/// </summary>
internal sealed class Provider(VirtualClock clock, History history, FaultPlan faults, Chance chance, Action<Conversation> ended)
{
    public const string Key = "elevenlabs";

    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(20);

    private readonly SortedDictionary<string, Conversation> conversations = new(StringComparer.Ordinal);
    private TimeSpan stormUntil, unreachableUntil;

    /// <summary>Every start request there was, in order.</summary>
    public List<Post> Posts { get; } = [];

    /// <summary>Phones that ring or talk now.</summary>
    public bool IsBusy => conversations.Values.Any(conversation => conversation.ReportedAt > clock.Elapsed) || Posts.Any(post => post.Fate == "on its way");

    /// <summary>Too many requests, for a while.</summary>
    public void Storm(TimeSpan time) => stormUntil = clock.Elapsed + time;

    /// <summary>Nobody can ask it, for a while.</summary>
    public void Hide(TimeSpan time) => unreachableUntil = clock.Elapsed + time;

    /// <summary>It recovers.</summary>
    public void Calm() => stormUntil = unreachableUntil = TimeSpan.Zero;

    public CallReport? Find(string conversationId) => conversations.GetValueOrDefault(conversationId)?.ReportAt(clock.Elapsed);

    public IReadOnlyList<CallReport> FindByAttempt(string attemptId) =>
        [.. conversations.Values.Where(conversation => conversation.Post.AttemptId == attemptId && conversation.ListedAt <= clock.Elapsed).Select(conversation => conversation.ReportAt(clock.Elapsed))];

    /// <summary>Somebody asks: how long it takes, and whether it answers.</summary>
    public (TimeSpan Wait, bool Answers) Asked()
    {
        var answers = clock.Elapsed >= unreachableUntil && !(faults.On && faults.BadReplies > 0 && chance.Below(60) < faults.BadReplies);
        if (!answers)
        {
            faults.Note("question without an answer");
        }

        return (chance.Seconds(0.05, 0.8), answers);
    }

    /// <summary>A start request leaves.</summary>
    /// <param name="request">What it asks for.</param>
    /// <param name="isHeard">Whether an answer would still be heard.</param>
    /// <param name="answer">Takes the answer.</param>
    public void Start(StartCallRequest request, Func<bool> isHeard, Action<StartCallResult> answer)
    {
        var post = new Post { Number = Posts.Count + 1, AttemptId = request.AttemptId, Phone = request.ToE164, SentAt = clock.Elapsed, SentAtWall = clock.Wall };
        Posts.Add(post);
        history.Say($"POST {post.Number} to {post.Phone} as {post.AttemptId}");
        clock.In(chance.Seconds(0.01, 0.6), () => Arrive(post, request, (wait, result, isRefusal) => clock.In(wait, () =>
        {
            var heard = isHeard();
            history.Say($"POST {post.Number} to {post.Phone} as {post.AttemptId} is answered {result.GetType().Name}{(heard ? "" : ", and nobody hears it")}");
            post.RefusalHeard = isRefusal && heard;
            if (heard)
            {
                answer(result);
            }
        })));
    }

    private void Arrive(Post post, StartCallRequest request, Action<TimeSpan, StartCallResult, bool> reply)
    {
        var latency = chance.Seconds(0.1, 2.5);
        if (clock.Elapsed < stormUntil)
        {
            Refuse("429", RefusalKind.Busy);
            return;
        }

        var bad = faults.On ? faults.BadReplies : 0;
        switch (chance.Below(1000))
        {
            case var draw when draw < 10 * bad:
                faults.Note("reply lost, the phone rings");
                Ring(post, request);
                reply(chance.OneIn(3) ? ClientTimeout : latency, new StartCallResult.Unknown("The connection was lost."), false);
                break;
            case var draw when draw < 16 * bad:
                faults.Note("reply lost, nothing rings");
                post.Fate = "lost";
                reply(chance.OneIn(3) ? ClientTimeout : latency, new StartCallResult.Unknown("The connection was lost."), false);
                break;
            case var draw when draw < 19 * bad:
                faults.Note("reply slower than the webhook");
                reply(chance.Seconds(10, 19), Placed(Ring(post, request)), false);
                break;
            case var draw when draw < 100 + (20 * bad) && draw >= 100:
                Refuse("busy for once", RefusalKind.Busy);
                break;
            case 990 when faults.On:
                Refuse("account refused", RefusalKind.Account);
                break;
            case >= 991 and < 996:
                Refuse("request refused", RefusalKind.Request);
                break;
            case >= 950 and < 990:
                var failed = Ring(post, request, isBusy: true);
                reply(post.OverAt - clock.Elapsed + chance.Seconds(0.01, 0.3), new StartCallResult.NotConnected(failed.Outcome, failed.Id), false);
                break;
            default:
                reply(latency, Placed(Ring(post, request)), false);
                break;
        }

        void Refuse(string fate, RefusalKind kind)
        {
            faults.Note($"start refused: {fate}");
            post.Fate = fate;
            reply(latency, new StartCallResult.Refused(kind, fate), true);
        }
    }

    private static StartCallResult.Placed Placed(Conversation conversation) => new(conversation.Id, null);

    private Conversation Ring(Post post, StartCallRequest request, bool isBusy = false)
    {
        var status = isBusy ? InteractionStatus.Busy : Draw();
        var spokenTo = status is not (InteractionStatus.Busy or InteractionStatus.NoAnswer or InteractionStatus.Voicemail) && !(status == InteractionStatus.Incomplete && chance.OneIn(2));
        var ring = isBusy ? chance.Seconds(0, 1) : status == InteractionStatus.NoAnswer ? TimeSpan.FromSeconds(60) : chance.Seconds(1, 40);
        var talk = status is InteractionStatus.Busy or InteractionStatus.NoAnswer ? TimeSpan.Zero
            : chance.Percent(4) ? TimeSpan.FromSeconds(request.MaxDurationSeconds ?? 900) : chance.Seconds(3, Math.Min(150, request.MaxDurationSeconds ?? 900));
        post.Fate = Enums.Name(status);
        (post.Rang, post.SpokenTo) = (true, spokenTo);
        post.RangAt = clock.Elapsed;
        post.OverAt = clock.Elapsed + ring + talk;
        post.ConversationId = $"conv_{post.Number:0000}";
        post.CallbackAt = status == InteractionStatus.ScheduledCallback && chance.Percent(70) ? clock.TrueTime + chance.Seconds(400, 5400) : null;
        var conversation = new Conversation
        {
            Id = post.ConversationId,
            Post = post,
            AgentId = request.ProviderAgentId,
            ReportedAt = post.OverAt + chance.Seconds(0.1, 8),
            ListedAt = clock.Elapsed + (chance.OneIn(4) ? chance.Seconds(0, 25) : TimeSpan.Zero),
            StartedAt = clock.TrueTime + ring,
            Seconds = (int)talk.TotalSeconds,
            Outcome = new CallOutcome
            {
                Status = status, SpokenTo = spokenTo, TerminationReason = "Call ended", Evidence = "simulated",
                CallbackAt = post.CallbackAt?.ToString("u", CultureInfo.InvariantCulture),
            },
            IsStuck = faults.On && faults.BadReplies > 0 && chance.Percent(1.5),
        };
        conversations.Add(conversation.Id, conversation);
        history.Say($"{conversation.Id} rings at {post.Phone} as {post.AttemptId}: {post.Fate}, over in {(ring + talk).TotalSeconds:0.0} s{(conversation.IsStuck ? ", which the provider never notices" : "")}");
        if (conversation.IsStuck)
        {
            faults.Note("call whose end the provider misses");
        }
        else
        {
            clock.In(conversation.ReportedAt - clock.Elapsed, () => ended(conversation));
        }

        return conversation;
    }

    private InteractionStatus Draw() => chance.Below(100) switch
    {
        < 30 => InteractionStatus.NoAnswer,
        < 38 => InteractionStatus.Busy,
        < 54 => InteractionStatus.Voicemail,
        < 66 => InteractionStatus.Completed,
        < 76 => InteractionStatus.Incomplete,
        < 82 => InteractionStatus.ScheduledCallback,
        < 87 => InteractionStatus.FollowUp,
        < 93 => InteractionStatus.Qualified,
        < 98 => InteractionStatus.Disqualified,
        _ => InteractionStatus.Dnc,
    };
}
