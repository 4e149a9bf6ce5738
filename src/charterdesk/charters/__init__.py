"""The charters of the desk: those shipped with it, and every version that was published."""
