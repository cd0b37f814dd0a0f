// many of these tests wait for something to happen by itself
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
