Console.WriteLine("The simulation runs on the in-process runtime only: leave GrainRuntime out.");
return 0;
