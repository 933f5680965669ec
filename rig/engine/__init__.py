"""Pure: from force to presses, holds, measures and scores."""
