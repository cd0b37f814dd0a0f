using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Calls;
using LeadSail.Hours;
using NodaTime;

namespace LeadSail.Rehearsals;

/// <summary>How a call ends that nobody makes.</summary>
/// <param name="Outcome">What comes of it.</param>
/// <param name="Takes">From dialling to its end.</param>
/// <param name="Talk">What of that the provider counts as conversation.</param>
public sealed record RehearsedAnswer(CallOutcome Outcome, TimeSpan Takes, TimeSpan Talk);

/// <summary>Answers drawn by rates. Each follows from the seed, the number and which attempt it is, whatever else is rehearsed.</summary>
/// <param name="rates">How people answer.</param>
/// <param name="seed">What decides the single calls.</param>
public sealed class RehearsedAnswers(AnswerRates rates, long seed)
{
    private static readonly TimeSpan Greeting = TimeSpan.FromSeconds(20), Refusal = TimeSpan.FromSeconds(5);

    /// <summary>What comes of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="dialledAt">When it is dialled.</param>
    public RehearsedAnswer To(CreateCall call, DateTimeOffset dialledAt)
    {
        var (picksUp, which, talks) = Draw(call.Phone, call.Attempt);
        var local = Instant.FromDateTimeOffset(dialledAt).InZone(LocalDay.ZoneOf(call.Zone)).LocalDateTime;
        var chance = rates.ByHour[local.Hour] / 100 * rates.ByAttempt[Math.Clamp(call.Attempt, 1, rates.ByAttempt.Length) - 1];
        var ring = TimeSpan.FromSeconds(rates.RingSeconds);
        if (picksUp < chance)
        {
            var talk = TimeSpan.FromSeconds(Math.Round(rates.TalkSeconds * (0.5 + talks)));
            var status = Pick(rates.Reached.Shares, which);
            var callback = status == InteractionStatus.ScheduledCallback ? local.Date.PlusDays(1).ToString("uuuu-MM-dd'T15:00:00'", CultureInfo.InvariantCulture) : null;
            return new(new CallOutcome { Status = status, SpokenTo = true, CallbackAt = callback }, (ring / 3) + talk, talk);
        }

        return Pick(rates.Missed.Shares, which) switch
        {
            InteractionStatus.Voicemail => new(new CallOutcome { Status = InteractionStatus.Voicemail }, ring + Greeting, Greeting),
            InteractionStatus.Busy => new(new CallOutcome { Status = InteractionStatus.Busy }, Refusal, TimeSpan.Zero),
            InteractionStatus.Error => new(new CallOutcome { Status = InteractionStatus.Error, ErrorCode = Codes.ProviderError, ErrorMessage = "Rehearsed." }, Refusal, TimeSpan.Zero),
            var status => new(new CallOutcome { Status = status }, ring, TimeSpan.Zero),
        };
    }

    private static InteractionStatus Pick((InteractionStatus Status, int Share)[] shares, double drawn)
    {
        var left = drawn * shares.Sum(share => (long)share.Share);
        return shares.First(share => (left -= share.Share) < 0).Status;
    }

    /// <summary>Three numbers from 0 up to 1.</summary>
    private (double, double, double) Draw(string phone, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {phone} {attempt}")), hash);
        return (Fraction(hash), Fraction(hash[8..]), Fraction(hash[16..]));
    }

    private static double Fraction(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> 11) * (1d / (1UL << 53));
}
