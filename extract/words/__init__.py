"""What single texts say: ordinals, wrapped lines, likeness to official wording."""
