using LeadSail.Calls;
using LeadSail.Leads;

namespace LeadSail.Claims;

/// <summary>Grains that do what a test says, and whom they were asked for.</summary>
internal sealed class FakeGrains : IGrainFactory
{
    public List<string> Asked { get; } = [];

    public Func<string, Task> Work { get; set; } = _ => Task.CompletedTask;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => (TGrainInterface)(object)new FakeGrain(primaryKey, this);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    private sealed class FakeGrain(string key, FakeGrains grains) : ICallGrain, ILeadGrain
    {
        public async Task<CallReply> Tell(CallCommand command)
        {
            await Wake();
            return new CallReply { Changed = true };
        }

        public Task Wake()
        {
            grains.Asked.Add(key);
            return grains.Work(key);
        }

        public Task<LeadReply> Tell(LeadCommand command) => throw new NotSupportedException();

        public Task<InitiateReply> Initiate(InitiateCall command) => throw new NotSupportedException();

        public Task<string> Answer(AnswerCall call) => throw new NotSupportedException();

        public Task<Judgement> Judge(InitiateCall command) => throw new NotSupportedException();
    }
}
