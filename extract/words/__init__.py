"""What single texts say: list marks, wrapped lines, nearness to official wording."""
