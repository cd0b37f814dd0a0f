using LeadSail.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Dialers;

/// <summary>At night leads wait, and the first instant that is allowed is the one at which they are dialled.</summary>
public sealed class FirstInstantTests
{
    /// <summary>Ten minutes before nine in the morning in New York until the scene is set, however long that takes; calls pass in no time.</summary>
    private sealed class Dawn() : RunningHost(speed: 10_000)
    {
        private readonly LateClock clock = new(Nine - TimeSpan.FromMinutes(10));

        /// <summary>Goes on three seconds before nine.</summary>
        public void GoOn() => clock.Set(Nine - TimeSpan.FromSeconds(3));

        protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(clock);
    }

    /// <summary>The machine's clock, set to another time.</summary>
    private sealed class LateClock : TimeProvider
    {
        private long shift;

        public LateClock(DateTimeOffset now) => Set(now);

        public void Set(DateTimeOffset now) => Interlocked.Exchange(ref shift, (now - System.GetUtcNow()).Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref shift));
    }

    /// <summary>Spec: from due to dial under a second when a slot is free; a new submission within two.</summary>
    private static readonly TimeSpan DueToDial = TimeSpan.FromSeconds(1), SubmitToDial = TimeSpan.FromSeconds(2);

    private static readonly DateTimeOffset Nine = RunningHost.Noon - TimeSpan.FromHours(3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_waits_for_the_morning_is_dialled_when_the_hours_open(bool active)
    {
        var host = new Dawn();
        await host.InitializeAsync();
        try
        {
            var scene = await DialerScene.Set(host.Api, new { active, operatingHours = DialerScene.Hours("09:00", "18:00"), callsPerMinute = 6000 }, new { enabled = true, type = "voice_ai_call" });
            host.GoOn();
            var submitted = (await host.Api.Post("leads/submit", scene.Scene.Person(Scene.Phone("10")))).Gives(201);
            var action = submitted.GetProperty("firstSubmissionAction");
            Assert.Equal(("voice_ai_call", Nine.UtcDateTime, "pending_action"), (action.Text("type"), action.GetProperty("nextCallTime").GetDateTime(), submitted.Text("status")));
            var lead = await scene.Scene.GetLead(submitted.Text("leadId")!);
            Assert.Equal(Nine.UtcDateTime, lead.GetProperty("nextCallTime").GetDateTime());
            Assert.Equal(1, (await scene.Status()).GetProperty("heldBecause").GetProperty("operating_hours").GetInt32());

            var rang = Assert.Single(await scene.RangAtLeast([lead.Text("phone")!], 1));
            Assert.InRange(rang, Nine, Nine + DueToDial);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_lead_that_may_be_called_is_dialled_within_two_seconds_of_its_submission_also_when_the_dialer_is_off()
    {
        var host = new Dawn();
        await host.InitializeAsync();
        try
        {
            var scene = await DialerScene.Set(host.Api, new { active = false, operatingHours = DialerScene.Always }, new { enabled = true, type = "voice_ai_call" });
            var phone = Scene.Phone("10");
            var before = host.Now;
            var submitted = (await host.Api.Post("leads/submit", scene.Scene.Person(phone))).Gives(201);
            var rang = Assert.Single(await scene.RangAtLeast([phone], 1));
            Assert.InRange(rang, before, before + SubmitToDial);

            var lead = await Eventually.Sees(() => scene.Scene.GetLead(submitted.Text("leadId")!), seen => seen.Text("status") != "pending_action", "the outcome");
            Assert.Equal("qualified", lead.Text("status"));
            var call = (await host.Api.Get($"interactions/lead/{lead.Text("leadId")}")).Gives(200).GetProperty("interactions")[0].GetProperty("call");
            Assert.Equal(("first_submission", 1), (call.Text("source"), call.GetProperty("attempt").GetInt32()));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
