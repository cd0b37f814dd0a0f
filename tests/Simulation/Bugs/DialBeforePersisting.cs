using LeadSail.Calls;
using Orleans.Storage;

namespace LeadSail.Simulation.Bugs;

/// <summary>Says that "dialling" is stored, and stores it with whatever comes next.</summary>
internal sealed class DialBeforePersisting : Bug
{
    public override IGrainStorage Storage(IGrainStorage storage) => new Hasty(storage);

    private sealed class Hasty(IGrainStorage storage) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Task.Yield();
            if (grainState.State is not CallState { Phase: CallPhase.Dialling, Asks: 0 })
            {
                await storage.WriteStateAsync(stateName, grainId, grainState);
            }
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
